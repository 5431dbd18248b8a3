// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.rpc.frames.FrameConnection;
import org.jzrepl.rpc.frames.FrameType;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Timings;

/// A stream that a peer sends because we asked for it. Closing it ends the connection, politely where there is
/// time for it.
final class PulledStream implements ReadableByteChannel {
    private final FrameConnection connection;
    private final Timings timings;
    private final Crew crew;
    private final ReadAhead stream;
    private final AtomicBoolean closed = new AtomicBoolean();

    PulledStream(FrameConnection connection, Threads threads, Timings timings) {
        this.connection = connection;
        this.timings = timings;
        this.crew = new Crew(threads);
        this.stream = new ReadAhead(connection.stream(FrameType.STREAM));
        crew.start("stream read-ahead", stream);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return stream.read(into);
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stream.close();
        crew.close();
        try {
            connection.shutDown(timings.linger());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } finally {
            stream.free();
        }
    }
}
