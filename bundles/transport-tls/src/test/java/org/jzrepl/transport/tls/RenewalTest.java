// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.Authority.Wish;

/// Certificates are renewed while the daemon runs, and it says when they have to be.
final class RenewalTest {
    private Rig rig;
    private Issued server;
    private TlsListener listener;
    private Connector connector;
    private final BlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() throws Exception {
        rig = new Rig();
        server = rig.authority.issue("backup");
        listener = rig.listen(server, "client_cns: [laptop]");
        rig.threads.start("server", this::acceptAll);
        connector =
                rig.connector(Integer.toString(Rig.port(listener)), rig.authority.issue("laptop"), "server_cn: backup");
    }

    @AfterEach
    void end() throws Exception {
        listener.close();
        rig.close();
    }

    private record Ends(TlsWire client, Wire server) {
        BigInteger serial() throws IOException {
            return ((X509Certificate) client.peerCertificates()[0]).getSerialNumber();
        }

        void talk() throws IOException {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals(1, server.read(ByteBuffer.allocate(1)));
            server.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals(1, client.read(ByteBuffer.allocate(1)));
        }
    }

    private void acceptAll() throws InterruptedException {
        while (true) {
            try {
                accepted.add(listener.accept().identify(Duration.ofMinutes(1)).wire());
            } catch (ClosedChannelException e) {
                return; // the test has ended
            } catch (IOException e) {
                continue; // the client sees it too
            }
        }
    }

    private Ends connect() throws Exception {
        var client = (TlsWire) connector.connect();
        return new Ends(client, accepted.take());
    }

    @Test
    void new_files_are_used_from_the_next_connection_on_and_open_ones_go_on() throws Exception {
        var before = connect();
        before.talk();
        assertEquals(before.serial(), connect().serial());
        rig.authority.issue("backup");
        var after = connect();
        assertNotEquals(before.serial(), after.serial());
        before.talk();
        after.talk();
    }

    @Test
    void files_may_be_replaced_by_renaming_others_over_them() throws Exception {
        var before = connect().serial();
        var renewed = rig.authority.issue("renewed", Wish.of("backup"));
        Files.move(renewed.cert(), server.cert(), StandardCopyOption.ATOMIC_MOVE);
        var between = connect();
        assertEquals(before, between.serial());
        assertWarning("backup.key does not belong to the certificate; what was there before stays in use");
        Files.move(renewed.key(), server.key(), StandardCopyOption.ATOMIC_MOVE);
        assertNotEquals(before, connect().serial());
        assertEquals(List.of(), warnings());
    }

    @Test
    void an_authority_that_is_replaced_is_trusted_from_then_on() throws Exception {
        connect();
        var old = Files.readString(rig.authority.certificate());
        var other = Authority.create(rig.folder, "other-ca");
        Files.copy(other.certificate(), rig.authority.certificate(), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(IOException.class, connector::connect);
        Files.writeString(rig.authority.certificate(), old + Files.readString(other.certificate()));
        connect().talk();
    }

    private List<String> warnings() {
        return rig.transport.warnings(Instant.now());
    }

    private void assertWarning(String part) {
        var warnings = warnings();
        assertTrue(warnings.size() == 1 && warnings.getFirst().contains(part), warnings::toString);
    }

    @Test
    void a_certificate_is_warned_of_three_weeks_ahead_and_when_it_has_expired() throws Exception {
        assertEquals(List.of(), warnings());
        rig.authority.issue("backup", Wish.of("backup").days(22));
        assertEquals(List.of(), warnings());
        rig.authority.issue("backup", Wish.of("backup").days(20));
        assertWarning("certificate CN=backup in " + server.cert() + " expires on ");
        rig.authority.issue("backup", Wish.of("backup").days(-1));
        assertWarning("certificate CN=backup in " + server.cert() + " expired on ");
        rig.authority.issue("backup");
        assertEquals(List.of(), warnings());
    }

    @Test
    void an_authority_is_warned_of_too_and_a_file_once_for_all_who_use_it() throws Exception {
        var tenYears = Instant.now().plus(Duration.ofDays(3650));
        var warnings = rig.transport.warnings(tenYears.minus(Duration.ofDays(10)));
        assertEquals(
                1,
                warnings.stream()
                        .filter(warning -> warning.contains(
                                "certificate CN=ca in " + rig.authority.certificate() + " expires on "))
                        .count(),
                warnings::toString);
    }

    @Test
    void what_a_check_finds_stands_at_its_key() throws Exception {
        connector.check();
        Files.delete(server.key());
        var binding = rig.transport.binding(
                Sections.parse("{listen: ':0', client_cns: [a], ca: " + rig.authority.certificate() + ", cert: "
                        + server.cert() + ", key: " + server.key() + "}"),
                Sections.parse("{}"));
        var problem =
                assertThrows(ConfigException.class, binding::check).problems().getFirst();
        assertEquals("key", problem.key());
        assertEquals(1, problem.line());
        assertTrue(problem.message().contains("there is no such file"), problem::message);
    }

    @Test
    void all_errors_of_a_section_are_reported() throws Exception {
        var serve =
                Sections.parse("{listen: nowhere, ca: '', cert: c, client_cns: [a/b], handshake_timeout: -3s, x: 1}");
        var refused = assertThrows(ConfigException.class, () -> rig.transport.binding(serve, Sections.parse("{}")));
        assertEquals(
                List.of("key", "listen", "ca", "client_cns[0]", "handshake_timeout", "x"),
                refused.problems().stream().map(ConfigException.Problem::key).toList(),
                refused::getMessage);
        var connect = Sections.parse("{address: 'h:1', ca: a, cert: b, key: c, dial_timeout: -1s}");
        assertEquals(
                List.of("server_cn", "dial_timeout"),
                assertThrows(ConfigException.class, () -> rig.transport.connector(connect)).problems().stream()
                        .map(ConfigException.Problem::key)
                        .toList());
    }
}
