// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.ZfsException;

/// One running `zfs receive` and the pump that fills it; watches both, so that neither waits for what the other
/// will never do.
final class Reception {
    private static final int PIECE = 1 << 20;
    /// How long ZFS may take to save its partial state when the stream broke off.
    private static final Duration SAVING = Duration.ofSeconds(10);
    /// For the pump to hear an interrupt; reads that do not hear any are left behind.
    private static final Duration HEARING = Duration.ofMillis(300);

    private final Child child;
    private final FileChannel stdin;
    private final ReadableByteChannel source;

    Reception(Child child, FileChannel stdin, ReadableByteChannel source) {
        this.child = child;
        this.stdin = stdin;
        this.source = source;
    }

    /// How ZFS ended.
    ///
    /// @throws IOException what reading the source threw
    Finished run(Threads threads) throws IOException, InterruptedException {
        var copied = new CompletableFuture<Copied>();
        var pump = threads.startPump("zfs recv writer", () -> copy(copied));
        try {
            return finished(pump, copied);
        } finally {
            pump.interrupt();
            Waiting.patiently(copied, HEARING);
            stdin.close();
            child.end();
        }
    }

    private Finished finished(Thread pump, CompletableFuture<Copied> copied) throws IOException, InterruptedException {
        await(CompletableFuture.anyOf(copied, child.exit()));
        if (!copied.isDone() && !child.await().ok()) {
            return child.await(); // it died early: what is still to come is of no use
        }
        await(copied);
        return switch (copied.join()) {
            case Copied.Whole() -> child.await();
            case Copied.SourceFailed(var cause) -> {
                child.await(SAVING);
                throw cause;
            }
            case Copied.SinkFailed(var cause) -> refused(cause);
        };
    }

    /// ZFS closed its end before the stream ended, and will say why when it ends.
    private Finished refused(IOException cause) throws ZfsException, InterruptedException {
        if (child.await(SAVING).isEmpty()) {
            throw new ZfsException(child.command() + ": takes no more of the stream: " + cause.getMessage(), cause);
        }
        return child.await();
    }

    private static void await(CompletableFuture<?> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a copy or a command is a value, never an exception", e);
        }
    }

    private void copy(CompletableFuture<Copied> copied) {
        try (stdin) {
            copied.complete(copy(ByteBuffer.allocateDirect(PIECE)));
        } catch (IOException e) {
            copied.complete(new Copied.SinkFailed(e));
        } finally {
            copied.complete(new Copied.SourceFailed(new IOException(child.command() + ": copying ended by a bug")));
        }
    }

    private Copied copy(ByteBuffer piece) throws IOException {
        while (true) {
            try {
                if (source.read(piece) < 0) {
                    return new Copied.Whole();
                }
            } catch (IOException e) {
                return new Copied.SourceFailed(e);
            }
            piece.flip();
            while (piece.hasRemaining()) {
                stdin.write(piece);
            }
            piece.clear();
        }
    }

    /// How the copying ended.
    private sealed interface Copied {
        record Whole() implements Copied {}

        record SourceFailed(IOException cause) implements Copied {}

        record SinkFailed(IOException cause) implements Copied {}
    }
}
