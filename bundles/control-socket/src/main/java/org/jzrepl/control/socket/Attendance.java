// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jzrepl.api.threads.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the client while the calling thread makes an answer that may take long: if it leaves, the thread is
/// interrupted. A client that has closed its sending half counts as gone.
///
/// Its own lock guards whether the answer is still being made. The watching thread ends with the connection: to
/// interrupt it would close that.
final class Attendance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final SocketChannel connection;
    private final Thread answering = Thread.currentThread();
    private boolean answered;

    Attendance(SocketChannel connection, Threads threads) {
        this.connection = connection;
        threads.start("control attendance", this::watch);
    }

    private void watch() {
        var beyond = ByteBuffer.allocate(512);
        try {
            while (connection.read(beyond.clear()) >= 0) {
                LOG.debug("a control client says more than one request, which means nothing");
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("control connection ended");
        }
        left();
    }

    private synchronized void left() {
        if (!answered) {
            answering.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        answered = true;
    }
}
