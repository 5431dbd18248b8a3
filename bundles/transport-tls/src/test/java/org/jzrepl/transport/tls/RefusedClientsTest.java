// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.Authority.Wish;

/// Who is not let in, why, and that it disturbs nobody else.
final class RefusedClientsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Rig rig;
    private TlsListener listener;

    @BeforeEach
    void listen() throws Exception {
        rig = new Rig();
        listener = rig.listen(rig.authority.issue("backup"), "client_cns: [laptop, desktop]");
    }

    @AfterEach
    void end() throws Exception {
        listener.close();
        rig.close();
    }

    /// Why the client is refused; afterwards a good one is let in.
    private String refusal(Threads.Body client) throws Exception {
        rig.threads.start("client", client);
        try (var caller = listener.accept()) {
            var refused = assertThrows(IOException.class, () -> caller.identify(PATIENCE));
            assertTrue(refused.getMessage() != null, refused::toString);
            goodClientIsLetIn();
            return refused.getMessage();
        }
    }

    private void goodClientIsLetIn() throws Exception {
        var connector = rig.connector(port(), rig.authority.issue("desktop"), "server_cn: backup");
        rig.threads.start("good client", () -> {
            try (var wire = connector.connect()) {
                wire.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                return; // the test has ended
            }
        });
        try (var caller = listener.accept();
                var wire = caller.identify(PATIENCE).wire()) {
            wire.write(ByteBuffer.allocate(1));
        }
    }

    private String port() {
        return Integer.toString(Rig.port(listener));
    }

    /// A client of ours, which notices in the end that it was refused.
    private Threads.Body client(Issued own) {
        return () -> {
            try (var wire = rig.connector(port(), own, "server_cn: backup").connect()) {
                assertEquals(-1, wire.read(ByteBuffer.allocate(1)));
            } catch (IOException e) {
                return; // refused, or the test has ended
            } catch (org.jzrepl.api.config.ConfigException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private Threads.Body openssl(String... options) {
        return () -> {
            var command = Stream.concat(
                            Stream.of("openssl", "s_client", "-connect", "127.0.0.1:" + port()), Stream.of(options))
                    .toList();
            assertThrows(IOException.class, () -> Authority.openssl(command));
        };
    }

    private Threads.Body bytes(byte[]... pieces) {
        return () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), Rig.port(listener))) {
                for (var piece : pieces) {
                    socket.getOutputStream().write(piece);
                }
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                return; // hung up on
            }
        };
    }

    @Test
    void a_name_that_is_not_listed() throws Exception {
        assertEquals(
                "the certificate's CN \"stranger\" is not in `client_cns`",
                refusal(client(rig.authority.issue("stranger"))));
    }

    @Test
    void a_name_that_is_listed_as_a_san_only() throws Exception {
        var issued = rig.authority.issue("other", Wish.of("other").sans("DNS:laptop"));
        assertEquals("the certificate's CN \"other\" is not in `client_cns`", refusal(client(issued)));
    }

    @Test
    void a_certificate_of_another_authority() throws Exception {
        var other = Authority.create(rig.folder, "other-ca").issue("laptop");
        assertEquals(
                "TLS handshake with 127.0.0.1: certificate CN=laptop is not issued by a certificate of `ca`",
                refusal(client(other)));
    }

    @Test
    void an_expired_certificate() throws Exception {
        var expired = rig.authority.issue("laptop", Wish.of("laptop").days(-1));
        var why = refusal(client(expired));
        assertTrue(why.startsWith("TLS handshake with 127.0.0.1: certificate CN=laptop expired on "), why);
    }

    @Test
    void a_certificate_that_is_for_servers_only() throws Exception {
        var server = rig.authority.issue("laptop", Wish.of("laptop").usage("serverAuth"));
        var why = refusal(client(server));
        assertTrue(why.contains("does not permit use for TLS client authentication"), why);
    }

    @Test
    void no_certificate() throws Exception {
        assertEquals("TLS handshake with 127.0.0.1: the peer shows no certificate", refusal(openssl("-quiet")));
    }

    @Test
    void an_old_version_of_tls() throws Exception {
        for (var version : List.of("-tls1_1", "-tls1")) {
            assertEquals(
                    "TLS handshake with 127.0.0.1: the peer has neither TLS 1.2 nor 1.3",
                    refusal(openssl(version, "-cipher", "ALL:@SECLEVEL=0")));
        }
    }

    @Test
    void a_cipher_suite_without_forward_secrecy() throws Exception {
        assertEquals(
                "TLS handshake with 127.0.0.1: the peer and we have no way to encrypt in common",
                refusal(openssl("-tls1_2", "-cipher", "AES128-GCM-SHA256")));
    }

    @Test
    void what_is_not_tls() throws Exception {
        var noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        for (var garbage : List.of(
                "GET / HTTP/1.1\r\nHost: backup\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "0000000054 ZREPL_ZFS_REPLICATION PROTOVERSION=0007".getBytes(StandardCharsets.US_ASCII),
                noise)) {
            assertEquals("TLS handshake with 127.0.0.1: the peer does not speak TLS", refusal(bytes(garbage)));
        }
    }

    /// Each byte comes soon enough after the one before, and the whole would take minutes.
    @Test
    void a_handshake_that_never_ends() throws Exception {
        listener.close();
        listener = rig.listen(rig.authority.issue("backup"), "client_cns: [laptop, desktop], handshake_timeout: 1s");
        var hello = new byte[5_000];
        hello[0] = 22; // a handshake's record, of 4000 bytes
        hello[1] = 3;
        hello[2] = 1;
        hello[3] = 15;
        hello[4] = (byte) 160;
        var slow = rig.threads.start("slow client", () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), Rig.port(listener))) {
                for (var one : hello) {
                    socket.getOutputStream().write(one);
                    Thread.sleep(50);
                }
            } catch (IOException e) {
                return; // hung up on
            }
        });
        try (var caller = listener.accept()) {
            var begun = System.nanoTime();
            assertThrows(SocketTimeoutException.class, () -> caller.identify(PATIENCE));
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.toSeconds() < 30, took::toString);
            goodClientIsLetIn();
        }
        slow.join();
    }

    @Test
    void a_peer_that_hangs_up() throws Exception {
        rig.threads.start("client", () -> {
            try {
                new Socket(InetAddress.getLoopbackAddress(), Rig.port(listener)).close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (var caller = listener.accept()) {
            assertThrows(IOException.class, () -> caller.identify(PATIENCE));
            goodClientIsLetIn();
        }
    }
}
