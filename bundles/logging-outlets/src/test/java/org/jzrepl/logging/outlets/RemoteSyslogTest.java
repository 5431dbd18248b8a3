// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.TestThreads;

/// The log of another machine.
final class RemoteSyslogTest {
    private static final String EXPECTED = "<28>1 2026-03-09T14:05:07.1234+01:00 myhost zrepl 4711 - - "
            + "[backup][pruning][0Xh3$0Xh3.k7Tz]: prune target busy fs=\"tank/a b\"";
    private static final SyslogFrame FRAME = SyslogFrame.remote(Entries.ZONE, () -> "myhost", 4711);

    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);

    @AfterEach
    void end_threads() {
        deadlines.close();
        threads.close();
    }

    private static SyslogOutlet outlet(SyslogFrame frame, Connection.Opening opening) {
        return new SyslogOutlet(
                new HumanFormat(Entries.ZONE),
                Facility.DAEMON,
                frame,
                opening,
                new Pause(Duration.ofSeconds(10), new ManualClock()));
    }

    @Test
    void over_udp_an_entry_is_one_datagram() throws Exception {
        try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var outlet = outlet(
                        FRAME, new UdpSyslog(new HostAndPort("127.0.0.1", Integer.toString(server.getLocalPort()))))) {
            outlet.write(Entries.example());
            var packet = new DatagramPacket(new byte[10_000], 10_000);
            server.setSoTimeout(60_000);
            server.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            assertTrue(text.equals(EXPECTED), text);
        }
    }

    @Test
    void over_tcp_messages_are_counted() throws Exception {
        try (var server = new LineServer(threads, RemoteSyslogTest::readCounted)) {
            server.open();
            var address = new HostAndPort("127.0.0.1", Integer.toString(server.port()));
            var dialling = new Dialling(new TcpSockets(threads), deadlines, "tcp", address, Duration.ofSeconds(60));
            try (var outlet = outlet(SyslogFrame.counted(FRAME), dialling)) {
                outlet.write(Entries.example());
                outlet.write(Entries.example());
                await().until(() -> server.lines().equals(List.of(EXPECTED, EXPECTED)));
            }
        }
    }

    private static void readCounted(InputStream in, List<String> messages) throws IOException {
        var data = new DataInputStream(in);
        try {
            while (true) {
                int length = 0;
                for (int digit = data.readByte(); digit != ' '; digit = data.readByte()) {
                    length = length * 10 + digit - '0';
                }
                var message = new byte[length];
                data.readFully(message);
                messages.add(new String(message, StandardCharsets.UTF_8));
            }
        } catch (EOFException e) {
            // that was all
        }
    }
}
