// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.Authority.Wish;

/// Which servers a client talks to.
final class RefusedServersTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    /// Why the client hangs up.
    private String refusal(Issued server, String name) throws Exception {
        return assertThrows(IOException.class, () -> connect(server, name)).getMessage();
    }

    private void connect(Issued server, String name) throws Exception {
        try (var listener = rig.listen(server, "client_cns: [laptop]")) {
            rig.threads.start("server", () -> {
                try (var caller = listener.accept();
                        var _ = caller.identify(Duration.ofMinutes(1)).wire()) {
                    return;
                } catch (IOException e) {
                    return; // the client hangs up
                }
            });
            var port = Integer.toString(Rig.port(listener));
            rig.connector(port, rig.authority.issue("laptop"), "server_cn: '" + name + "'")
                    .connect()
                    .close();
        }
    }

    private Issued server(String... sans) throws Exception {
        return rig.authority.issue("server", Wish.of("backup").sans(sans));
    }

    @Test
    void a_name_counts_if_it_is_a_san() throws Exception {
        connect(server("DNS:other", "DNS:backup.example.org"), "backup.example.org");
        connect(server("DNS:BACKUP"), "backup");
        connect(server("DNS:*.example.org"), "backup.example.org");
        connect(server("DNS:backup_server"), "backup_server");
        connect(server("IP:192.0.2.1"), "192.0.2.1");
        connect(server("IP:2001:db8::1"), "[2001:db8:0::1]");
    }

    @Test
    void keys_are_rsa_or_of_two_curves() throws Exception {
        var wish = Wish.of("backup");
        connect(rig.authority.issue("server", wish.rsa()), "backup");
        connect(rig.authority.issue("server", wish.key(curve("P-256"))), "backup");
        connect(rig.authority.issue("server", wish.key(curve("P-384"))), "backup");
    }

    private static String[] curve(String name) {
        return new String[] {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + name};
    }

    @Test
    void another_name_is_refused() throws Exception {
        assertTrue(
                refusal(server("DNS:other"), "backup").endsWith("certificate CN=backup is for other, not for backup"));
        assertTrue(refusal(server("DNS:*.org"), "backup.example.org").endsWith("not for backup.example.org"));
        assertTrue(refusal(server("DNS:192.0.2.1"), "192.0.2.1").endsWith("not for 192.0.2.1"));
    }

    @Test
    void the_cn_does_not_count() throws Exception {
        var why = refusal(server(), "backup");
        assertTrue(why.endsWith("is for no such name (it has no SAN), not for backup"), why);
    }

    @Test
    void an_expired_certificate_is_refused() throws Exception {
        var why = refusal(rig.authority.issue("server", Wish.of("backup").days(-1)), "backup");
        assertTrue(why.contains(": certificate CN=backup expired on "), why);
    }

    @Test
    void a_certificate_that_is_for_clients_only_is_refused() throws Exception {
        var why = refusal(rig.authority.issue("server", Wish.of("backup").usage("clientAuth")), "backup");
        assertTrue(why.contains("does not permit use for TLS server authentication"), why);
    }

    @Test
    void a_server_of_another_authority_is_refused() throws Exception {
        var other = Authority.create(rig.folder, "other-ca").issue("backup");
        var why = refusal(other, "backup");
        assertTrue(why.endsWith(": certificate CN=backup is not issued by a certificate of `ca`"), why);
    }

    /// As zrepl's manual has it for two hosts: each trusts just the other's certificate.
    @Test
    void a_certificate_that_is_an_authority_itself_is_trusted_until_it_expires() throws Exception {
        var server = selfSigned("server", 90);
        var client = selfSigned("client", 90);
        connectSelfSigned(server, client, server);
        var expired = selfSigned("expired", -1);
        var why = assertThrows(IOException.class, () -> connectSelfSigned(expired, client, expired))
                .getMessage();
        assertTrue(why.contains(": certificate CN=expired expired on "), why);
    }

    private Issued selfSigned(String name, int days) throws Exception {
        return Authority.selfSigned(rig.folder, Wish.of(name).days(days));
    }

    private void connectSelfSigned(Issued server, Issued client, Issued trusted) throws Exception {
        var name = trusted.cert().getFileName().toString().replace(".crt", "");
        var serve = Sections.parse("{listen: '127.0.0.1:0', ca: " + client.cert() + ", cert: " + server.cert()
                + ", key: " + server.key() + ", client_cns: [client]}");
        try (var listener =
                (TlsListener) rig.transport.binding(serve, Sections.parse("{}")).listen()) {
            rig.threads.start("server", () -> {
                try (var caller = listener.accept();
                        var _ = caller.identify(Duration.ofMinutes(1)).wire()) {
                    return;
                } catch (IOException e) {
                    return; // the client hangs up
                }
            });
            var connect = Sections.parse("{address: '127.0.0.1:" + Rig.port(listener) + "', ca: " + trusted.cert()
                    + ", cert: " + client.cert() + ", key: " + client.key() + ", server_cn: " + name + "}");
            rig.transport.connector(connect).connect().close();
        }
    }

    @Test
    void a_server_that_does_not_speak_tls_is_refused() throws Exception {
        try (var server = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            rig.threads.startPump("server", () -> {
                try (var socket = server.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes());
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    return; // the client hangs up
                }
            });
            var connector =
                    rig.connector(server.getLocalPort() + "", rig.authority.issue("laptop"), "server_cn: backup");
            assertEquals(
                    "TLS handshake with 127.0.0.1:" + server.getLocalPort() + ": the peer does not speak TLS",
                    assertThrows(IOException.class, connector::connect).getMessage());
        }
    }
}
