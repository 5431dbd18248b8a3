// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpListening;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.testkit.TestThreads;

/// Who follows on a listener, after a reload for instance, finds its port free.
final class FreedPortTest {
    private static final int TIMES = 2_000;

    @Test
    void a_listener_that_was_closed_under_an_accept_has_left_its_port() throws Exception {
        try (var threads = new TestThreads()) {
            var sockets = new TcpSockets(threads);
            var address = new HostAndPort("127.0.0.1", "0");
            for (int i = 0; i < TIMES; i++) {
                var listening = sockets.listen(address, false, "before");
                address = new HostAndPort(
                        "127.0.0.1", Integer.toString(listening.address().getPort()));
                var end = new CompletableFuture<IOException>();
                var accepting = threads.start("accept", () -> end.complete(endOf(listening)));
                while (accepting.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                listening.close();
                sockets.listen(address, false, "after").close();
                assertInstanceOf(ClosedChannelException.class, end.get());
            }
        }
    }

    private static IOException endOf(TcpListening listening) throws InterruptedException {
        try {
            listening.accept().close();
            return new IOException("somebody called");
        } catch (IOException e) {
            return e;
        }
    }
}
