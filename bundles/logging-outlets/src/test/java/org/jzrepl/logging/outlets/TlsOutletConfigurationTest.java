// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Wish;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;

/// The files of a `tcp` outlet with `tls` are read with the configuration.
final class TlsOutletConfigurationTest {
    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);
    private final TcpOutletFactory factory = new TcpOutletFactory(new TcpSockets(threads), deadlines);

    @TempDir
    private Path folder;

    @BeforeEach
    void issue() throws Exception {
        var ca = Authority.create(folder, "ca");
        ca.issue("daemon", Wish.of("daemon").days(10));
        ca.issue("rsa", Wish.of("rsa").rsa());
        for (var form : List.of("pkey -traditional", "pkcs8 -topk8 -v2 aes128 -passout pass:x")) {
            var command = List.of(("openssl " + form + " -in daemon.key -out daemon-" + form.split(" ")[0] + ".key")
                    .replace("daemon", folder.resolve("daemon").toString())
                    .split(" "));
            Authority.openssl(command);
        }
    }

    @AfterEach
    void end_threads() {
        deadlines.close();
        threads.close();
    }

    private Section section(String tls, String address) throws ConfigException {
        return Sections.of(
                new YamlConfigurationReader(),
                "{address: '" + address + "', tls: " + tls.replace("DIR", folder.toString()) + "}");
    }

    private LogOutlet create(Section section) throws ConfigException {
        return factory.create(section, (entry, _) -> entry.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon.key}",
                "{ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon-pkey.key}",
                "{ca: DIR/ca.crt, cert: DIR/rsa.crt, key: DIR/rsa.key}",
                "",
                "~"
            })
    void what_is_allowed(String tls) throws Exception {
        create(section(tls, "loghost:5514")).close();
    }

    @Test
    void keys_are_in_the_forms_of_which_the_names_speak() throws Exception {
        assertTrue(Files.readString(folder.resolve("daemon-pkey.key")).contains("BEGIN EC PRIVATE KEY"));
        assertTrue(Files.readString(folder.resolve("daemon-pkcs8.key")).contains("BEGIN ENCRYPTED PRIVATE KEY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls.cert {ca: DIR/ca.crt, key: DIR/daemon.key}",
                "tls.ca {ca: DIR/none.crt, cert: DIR/daemon.crt, key: DIR/daemon.key}",
                "tls.cert {ca: DIR/ca.crt, cert: DIR/daemon.key, key: DIR/daemon.key}",
                "tls.key {ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/rsa.key}",
                "tls.key {ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon-pkcs8.key}",
                "tls.server_cn {ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon.key, server_cn: x}",
                "tls yes"
            })
    void what_is_refused(String wrong) throws Exception {
        var key = wrong.split(" ")[0];
        var section = section(wrong.substring(key.length() + 1), "loghost:5514");
        var refused = assertThrows(ConfigException.class, () -> create(section));
        assertEquals(List.of(key), refused.problems().stream().map(Problem::key).toList(), refused::getMessage);
        assertFalse(refused.getMessage().contains("PRIVATE KEY"), refused::getMessage);
    }

    @Test
    void a_server_without_a_name_cannot_be_verified() throws Exception {
        var section = section("{ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon.key}", ":5514");
        var refused = assertThrows(ConfigException.class, () -> create(section));
        assertTrue(refused.getMessage().contains("address"), refused::getMessage);
    }

    @Test
    void a_certificate_that_expires_soon_is_warned_of() throws Exception {
        try (var _ = create(section("{ca: DIR/ca.crt, cert: DIR/daemon.crt, key: DIR/daemon.key}", "loghost:5514"))) {
            var warnings = factory.warnings(Instant.now());
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(warnings.getFirst().startsWith("certificate CN=daemon in " + folder), warnings::toString);
        }
    }
}
