// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.rpc.frames.FrameConnection;
import org.jzrepl.rpc.frames.FrameType;
import org.jzrepl.rpc.frames.SourceFailedException;
import org.jzrepl.rpc.wire.Timings;

/// Sends a stream while somebody else waits for the answer, on a platform thread, since streams come from pipes.
final class Pump {
    private final FrameConnection connection;
    private final Witness source;
    private final Timings timings;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private Pump(FrameConnection connection, ReadableByteChannel source, Timings timings) {
        this.connection = connection;
        this.source = new Witness(source);
        this.timings = timings;
    }

    /// How it ended. Closed.
    private sealed interface Outcome {
        record Sent() implements Outcome {}

        record SourceFailed(IOException cause) implements Outcome {}

        record ConnectionFailed(IOException cause) implements Outcome {}
    }

    static Pump start(FrameConnection connection, ReadableByteChannel source, Threads threads, Timings timings) {
        var pump = new Pump(connection, source, timings);
        threads.startPump("stream sender", pump::run);
        return pump;
    }

    /// Waits until all is sent.
    void await() throws IOException, InterruptedException {
        try {
            switch (outcome.get()) {
                case Outcome.Sent() -> {}
                case Outcome.SourceFailed(var cause) -> throw cause;
                case Outcome.ConnectionFailed(var cause) -> throw cause;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is a value, never an exception", e);
        }
    }

    /// What the source threw, if it has ended so by now: it came first, and explains whatever the peer says.
    Optional<IOException> sourceFailure() {
        return source.failure();
    }

    private void run() throws InterruptedException {
        try {
            connection.sendStream(FrameType.STREAM, source, () -> {});
            outcome.complete(new Outcome.Sent());
        } catch (SourceFailedException e) {
            outcome.complete(new Outcome.SourceFailed(e.failure()));
            connection.within(Optional.of(timings.linger())); // the peer has been told, and has little to add
        } catch (IOException e) {
            outcome.complete(new Outcome.ConnectionFailed(e));
        } finally {
            outcome.complete(new Outcome.ConnectionFailed(new IOException("sending the stream was broken off")));
        }
    }
}
