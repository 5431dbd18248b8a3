// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jzrepl.api.threads.Threads;

/// Takes a stream from its peer while its reader is slow: a Go peer gives its connection up ten seconds after
/// it has sent everything, and what the reader has not got then is lost (`wire-protocol.md` 4.6). A fast
/// reader reads directly, and nothing is copied.
///
/// Either the reader or the thread that runs this is in `source`, never both. State is guarded by the
/// object's own lock, which is not held over a read.
final class ReadAhead implements ReadableByteChannel, Threads.Body {
    private static final int PIECE = 1 << 19;
    private static final int MAX_PIECES = 16;
    /// How long a reader is away before it counts as slow.
    private static final Duration AWAY = Duration.ofMillis(200);

    private final ReadableByteChannel source;
    private final Arena memory = Arena.ofShared();
    private final ArrayDeque<ByteBuffer> full = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> empty = new ArrayDeque<>();
    private Optional<End> end = Optional.empty();
    private boolean taken;
    private long lastRead = System.nanoTime();
    private int pieces;

    ReadAhead(ReadableByteChannel source) {
        this.source = source;
    }

    /// Why nothing more comes. Closed.
    private sealed interface End {
        record Reached() implements End {}

        record Failed(IOException cause) implements End {}
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        synchronized (this) {
            awaitTurn();
            if (!full.isEmpty()) {
                return copied(into);
            }
            if (end.isPresent()) {
                return atEnd(end.orElseThrow());
            }
            taken = true;
        }
        try {
            return source.read(into);
        } finally {
            release();
        }
    }

    /// Reads on behalf of a reader that stays away, until the stream has ended.
    @Override
    public void run() throws InterruptedException {
        while (true) {
            Thread.sleep(AWAY);
            for (var piece = take(); piece.isPresent(); piece = take()) {
                fill(piece.orElseThrow());
            }
        }
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
        ended(new End.Failed(new AsynchronousCloseException()));
    }

    /// Gives the memory back, once nobody reads any more.
    void free() {
        memory.close();
    }

    private void awaitTurn() throws ClosedByInterruptException {
        try {
            while (full.isEmpty() && taken) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    private static int atEnd(End end) throws IOException {
        return switch (end) {
            case End.Reached() -> -1;
            case End.Failed(var cause) -> throw cause;
        };
    }

    private int copied(ByteBuffer into) {
        var piece = full.getFirst();
        int length = Math.min(piece.remaining(), into.remaining());
        into.put(into.position(), piece, piece.position(), length).position(into.position() + length);
        piece.position(piece.position() + length);
        if (!piece.hasRemaining()) {
            empty.add(full.removeFirst().clear());
        }
        lastRead = System.nanoTime();
        return length;
    }

    private synchronized void release() {
        taken = false;
        lastRead = System.nanoTime();
        notifyAll();
    }

    private synchronized Optional<ByteBuffer> take() {
        boolean isSlow = !full.isEmpty() || System.nanoTime() - lastRead >= AWAY.toNanos();
        if (taken || end.isPresent() || !isSlow || full.size() >= MAX_PIECES) {
            return Optional.empty();
        }
        taken = true;
        if (empty.isEmpty() && pieces < MAX_PIECES) {
            pieces++;
            return Optional.of(memory.allocate(PIECE).asByteBuffer());
        }
        return Optional.of(empty.remove());
    }

    private void fill(ByteBuffer piece) {
        try {
            if (source.read(piece) < 0) {
                ended(new End.Reached());
            }
        } catch (IOException e) {
            ended(new End.Failed(e));
        }
        synchronized (this) {
            if (piece.position() > 0) {
                full.add(piece.flip());
            } else {
                empty.add(piece);
            }
        }
        release();
    }

    private synchronized void ended(End how) {
        end = end.or(() -> Optional.of(how));
        notifyAll();
    }
}
