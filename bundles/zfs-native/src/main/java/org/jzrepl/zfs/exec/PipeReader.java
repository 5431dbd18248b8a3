// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jzrepl.api.threads.Threads;

/// Reads a pipe, on whatever thread. A virtual one would keep its carrier, and not hear an interrupt: for those a
/// pump reads, straight into their buffer. One thread reads at a time; any may close.
final class PipeReader implements Closeable {
    private final FileChannel pipe;
    private final Threads threads;
    private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private volatile boolean ended;

    PipeReader(FileChannel pipe, Threads threads) {
        this.pipe = pipe;
        this.threads = threads;
    }

    /// An interrupt closes the pipe.
    int read(ByteBuffer into) throws IOException {
        return Thread.currentThread().isVirtual() ? readByPump(into) : pipe.read(into);
    }

    /// Ends a read that waits.
    @Override
    public void close() throws IOException {
        pipe.close();
        requests.add(Request.END);
    }

    private int readByPump(ByteBuffer into) throws IOException {
        if (pumping.compareAndSet(false, true)) {
            threads.startPump("zfs send reader", this::pump);
        }
        var request = new Request(into, new CompletableFuture<>());
        requests.add(request);
        if (ended) {
            request.refuse();
        }
        try {
            return request.length().get();
        } catch (InterruptedException e) {
            close();
            Waiting.patiently(request.length()); // nobody may write to the buffer after we return
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        }
    }

    private void pump() throws InterruptedException {
        try {
            for (var request = requests.take(); request != Request.END; request = requests.take()) {
                request.serve(pipe);
            }
        } finally {
            ended = true;
            refuseAll(requests);
        }
    }

    private static void refuseAll(Queue<Request> requests) {
        for (var request = requests.poll(); request != null; request = requests.poll()) {
            request.refuse();
        }
    }

    private record Request(ByteBuffer into, CompletableFuture<Integer> length) {
        static final Request END = new Request(ByteBuffer.allocate(0), new CompletableFuture<>());

        void serve(FileChannel pipe) {
            try {
                length.complete(pipe.read(into));
            } catch (IOException e) {
                length.completeExceptionally(e);
            }
        }

        void refuse() {
            length.completeExceptionally(new ClosedChannelException());
        }
    }
}
