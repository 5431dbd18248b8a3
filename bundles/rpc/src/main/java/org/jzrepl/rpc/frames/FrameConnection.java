// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.Blocking;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;

/// One data connection, from its label on. One thread reads and one writes at a time; any may close.
///
/// Once everything has been said, [#shutDown] ends it so that nothing gets lost; [#close] alone breaks it off.
/// Closes the wire.
public final class FrameConnection implements AutoCloseable {
    private final Wire wire;
    private final Timings timings;
    private final Crew crew;
    private final FrameWriter writer;
    private final FrameReader reader;
    private final Inbox inbox = new Inbox();
    private final Loss loss = new Loss();
    private final Thread reading;
    private final Thread beating;

    public FrameConnection(Wire wire, Threads threads, Timings timings, Time time) {
        this.wire = wire;
        this.timings = timings;
        this.crew = new Crew(threads);
        this.writer = new FrameWriter(wire, timings, time);
        this.reader = new FrameReader(wire, timings, time, writer, inbox);
        this.reading = crew.startPump("frames reader", this::read);
        this.beating = crew.start("frames heartbeat", new Heartbeat(writer, time, loss));
    }

    /// What to do, once, when the peer is lost or will not listen any more; at once if it is so already.
    public void onLoss(Runnable action) {
        loss.then(action);
    }

    /// All that is read from now on must have come by then; empty: the peer may take its time, as long as it
    /// gives signs of life.
    public void within(Optional<Duration> fromNow) {
        reader.within(fromNow);
    }

    /// A whole message of that type, which may have `limit` bytes.
    public ByteBuffer message(FrameType type, int limit) throws IOException, InterruptedException {
        var message = new Message(limit);
        while (read(type, message.space())) {
            if (message.isTooLong()) {
                throw new ProtocolException("the peer sends more than " + limit + " bytes as " + type);
            }
        }
        return message.bytes();
    }

    /// The beginning of a message of that type; what it has beyond `limit` bytes is dropped.
    public ByteBuffer beginning(FrameType type, int limit) throws IOException, InterruptedException {
        var message = new Message(limit);
        while (!message.isTooLong() && read(type, message.space())) {}
        if (message.isTooLong()) {
            var rest = ByteBuffer.allocate(1 << 12);
            while (read(type, rest.clear())) {}
        }
        return message.bytes();
    }

    /// A stream of that type, to its end; closing it closes nothing. A failure of its source is a
    /// [SourceException].
    public ReadableByteChannel stream(FrameType type) {
        return new FrameStream(type, inbox);
    }

    public void send(FrameType type, ByteBuffer message) throws IOException, InterruptedException {
        Blocking.run(() -> {
            var piece = message.duplicate();
            while (message.hasRemaining()) {
                int length = Piece.next(message.remaining());
                writer.write(type, piece.clear().position(message.position()).limit(message.position() + length));
                message.position(message.position() + length);
            }
            writer.write(FrameType.END, ByteBuffer.allocate(0));
        });
    }

    /// Copies `source` to its end, and says so, or how it failed. Does not close it. `atEnd` runs when all is
    /// sent, just before the peer learns that it is.
    ///
    /// @throws SourceFailedException if reading failed; the peer has been told then
    public void sendStream(FrameType type, ReadableByteChannel source, Runnable atEnd)
            throws IOException, InterruptedException {
        Blocking.run(() -> new StreamSender(writer, type).send(source, atEnd));
    }

    /// Tells the peer that nothing more comes, reads until it says the same, and closes. Ends at the latest after
    /// `timings.linger` without a byte from the peer, or after `atMost`. Fails quietly: all that matters has been
    /// said before.
    public void shutDown(Duration atMost) throws InterruptedException {
        try (this) {
            long until = System.nanoTime() + atMost.toNanos();
            inbox.discard();
            reader.within(Optional.of(timings.linger()));
            writer.finish(timings.linger());
            beating.interrupt(); // nothing is written any more, so the wire does not hear it
            Blocking.run(() -> drain(until));
        } catch (IOException e) {
            loss.happened(); // the peer is gone already, or does not hear us out
        }
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            loss.happened(); // nobody is there any more to close it towards
        }
        inbox.discard();
        crew.close();
    }

    private boolean read(FrameType type, ByteBuffer into) throws IOException, InterruptedException {
        return Blocking.call(() -> inbox.read(type, into));
    }

    private void read() throws InterruptedException {
        switch (reader.run()) {
            case FrameReader.End.Reset(), FrameReader.End.Broken(var _) -> loss.happened();
            case FrameReader.End.Closed(), FrameReader.End.Discarded() -> {}
        }
    }

    /// Raw bytes: what still comes may even be the wire's own.
    private void drain(long until) throws IOException, InterruptedException {
        reading.join();
        var scratch = ByteBuffer.allocateDirect(1 << 16);
        long left = until - System.nanoTime();
        while (left > 0) {
            wire.readDeadline(Duration.ofNanos(Math.min(left, timings.linger().toNanos())));
            if (wire.read(scratch.clear()) < 0) {
                return;
            }
            left = until - System.nanoTime();
        }
    }
}
