// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;

/// Reads frames until the peer ends the connection, it breaks, or what still comes is of no interest. Payload
/// goes straight into the buffer of whoever wants it; nothing is allocated for what a peer only announces.
///
/// Everything but `until` belongs to the reading thread.
final class FrameReader {
    /// The most that is kept of the text with which a stream's sender explains its failure.
    private static final int MAX_TRAILER = 1 << 16;

    private final Wire wire;
    private final Timings timings;
    private final FrameWriter writer;
    private final Inbox inbox;
    private final Flood flood;
    private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.SIZE);
    private final ByteArrayOutputStream trailer = new ByteArrayOutputStream();
    private volatile Optional<Long> until;
    private boolean sourceFailed;

    FrameReader(Wire wire, Timings timings, Time time, FrameWriter writer, Inbox inbox) {
        this.wire = wire;
        this.timings = timings;
        this.writer = writer;
        this.inbox = inbox;
        this.flood = new Flood(time);
        this.until = Optional.empty();
    }

    /// How reading ended. Closed.
    sealed interface End {
        /// The peer has nothing more to say.
        record Closed() implements End {}

        /// The peer will not listen any more.
        record Reset() implements End {}

        record Broken(IOException cause) implements End {}

        record Discarded() implements End {}
    }

    /// From now on all must have come by then, heartbeats or not; empty lifts the limit.
    void within(Optional<Duration> fromNow) {
        until = fromNow.map(length -> System.nanoTime() + length.toNanos());
        wire.readDeadline(patience());
    }

    /// Tells the inbox before it returns.
    End run() throws InterruptedException {
        try {
            while (!inbox.isDiscarding()) {
                if (!fillHeader()) {
                    return ended(new End.Closed(), new UnreachableException("the peer has closed the connection"));
                }
                var frame = FrameHeader.decode(header.flip());
                flood.saw(frame.length());
                switch (frame.type()) {
                    case RESET -> {
                        writer.refuse("the peer has ended the connection");
                        return ended(new End.Reset(), new IOException("the peer has ended the connection"));
                    }
                    case HEARTBEAT -> {
                        writer.peerLives();
                        skip(frame.length());
                    }
                    case END -> deliverEnd(frame);
                    case ERROR_TRAILER -> deliverTrailer(frame);
                    default -> deliver(frame);
                }
            }
            return new End.Discarded();
        } catch (IOException e) {
            return ended(new End.Broken(e), e);
        }
    }

    private End ended(End end, IOException why) {
        inbox.closed(why);
        return end;
    }

    private void deliver(FrameHeader frame) throws IOException, InterruptedException {
        int left = frame.length();
        while (left > 0) {
            var wanted = inbox.take();
            if (wanted.isEmpty()) {
                return;
            }
            left = fill(wanted.orElseThrow(), frame, left);
        }
    }

    private int fill(Inbox.Wanted wanted, FrameHeader frame, int length) throws IOException {
        if (wanted.type() != frame.type() || sourceFailed) {
            throw new ProtocolException("the peer sends a frame of type " + frame.type() + " where "
                    + (sourceFailed ? "only the end of a stream" : wanted.type()) + " is expected");
        }
        int left = length;
        while (left > 0 && wanted.into().hasRemaining() && !inbox.isHurried()) {
            left -= read(wanted.into(), left);
        }
        inbox.give(wanted);
        return left;
    }

    private void deliverEnd(FrameHeader frame) throws IOException, InterruptedException {
        skip(frame.length());
        var wanted = inbox.take();
        if (wanted.isPresent()) {
            inbox.ended(wanted.orElseThrow(), failure());
            sourceFailed = false;
        }
    }

    /// Empty trailers count as well: zrepl would take them for success, but something did fail.
    private Optional<IOException> failure() {
        return sourceFailed
                ? Optional.of(new SourceException("stream: source error: " + trailer.toString(UTF_8)))
                : Optional.empty();
    }

    private void deliverTrailer(FrameHeader frame) throws IOException, InterruptedException {
        var wanted = inbox.take();
        if (wanted.isEmpty()) {
            return;
        }
        if (wanted.orElseThrow().type() != FrameType.STREAM) {
            throw new ProtocolException("the peer sends the end of a stream where "
                    + wanted.orElseThrow().type() + " is expected");
        }
        inbox.release();
        sourceFailed = true;
        keep(frame.length());
    }

    private void keep(int length) throws IOException {
        int kept = Math.min(length, MAX_TRAILER - trailer.size());
        var text = ByteBuffer.allocate(kept);
        while (text.hasRemaining()) {
            read(text, text.remaining());
        }
        trailer.writeBytes(text.array());
        skip(length - kept);
    }

    private void skip(int length) throws IOException {
        var scratch = ByteBuffer.allocate(Math.min(length, 1 << 12));
        for (int left = length; left > 0; ) {
            left -= read(scratch.clear(), left);
        }
    }

    /// False where the peer has closed the connection between two frames.
    private boolean fillHeader() throws IOException {
        header.clear();
        while (header.hasRemaining()) {
            wire.readDeadline(patience());
            if (read(header) < 0) {
                if (header.position() == 0) {
                    return false;
                }
                throw cut();
            }
        }
        return true;
    }

    private int read(ByteBuffer into, int atMost) throws IOException {
        int limit = into.limit();
        into.limit(Math.min(limit, into.position() + atMost));
        try {
            wire.readDeadline(patience());
            int length = read(into);
            if (length < 0) {
                throw cut();
            }
            return length;
        } finally {
            into.limit(limit);
        }
    }

    private int read(ByteBuffer into) throws IOException {
        try {
            return wire.read(into);
        } catch (SocketTimeoutException e) {
            var timeout = new SocketTimeoutException(
                    until.isPresent()
                            ? "the peer has not sent in time what was expected"
                            : "the peer has been silent for "
                                    + timings.silence().toSeconds() + " s");
            timeout.initCause(e);
            throw timeout;
        }
    }

    /// A daemon that stops, or whose bundles are replaced, ends like this, and is soon there again.
    private static UnreachableException cut() {
        return new UnreachableException("the connection has ended in the middle of a frame");
    }

    /// Never zero, which would lift the deadline.
    private Duration patience() {
        return until.map(limit -> Duration.ofNanos(Math.max(1, limit - System.nanoTime())))
                .filter(left -> left.compareTo(timings.silence()) < 0)
                .orElse(timings.silence());
    }
}
