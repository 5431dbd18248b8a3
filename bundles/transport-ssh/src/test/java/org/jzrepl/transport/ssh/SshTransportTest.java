// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.testkit.TestThreads;

/// What becomes of an `ssh` that does not do as expected; scripts play its part.
final class SshTransportTest {
    private static final String HELO =
            "printf 'SSHCON_HELO\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'";

    @TempDir
    private Path folder;

    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);

    @AfterEach
    void end() {
        deadlines.close();
        threads.close();
    }

    private Connector connector(String script) throws Exception {
        return connector(script, "2m");
    }

    private Connector connector(String script, String timeout) throws Exception {
        var program = ForcedCommand.script(folder.resolve("fake-ssh"), script);
        return new SshTransport(threads, deadlines)
                .connector(Yaml.section("{host: vault, user: backup, port: 22, identity_file: /id, ssh_command: "
                        + program + ", options: ['A=b', 'C=d'], dial_timeout: " + timeout + "}"));
    }

    private String failure(String script) throws Exception {
        var message =
                assertThrows(IOException.class, connector(script)::connect).getMessage();
        assertTrue(message.startsWith("dial backup@vault port 22 by "), message);
        return message.substring(message.indexOf(": ") + 2);
    }

    @Test
    void the_command_line_is_zrepls_and_the_environment_is_empty() throws Exception {
        var seen = folder.resolve("seen");
        failure("{ printf '%s\\n' \"$@\"; echo ---; /usr/bin/env; } > " + seen);
        var lines = Files.readAllLines(seen);
        int end = lines.indexOf("---");
        assertEquals(
                List.of("-p", "22", "-T", "-i", "/id", "-o", "BatchMode=yes", "-o", "A=b", "-o", "C=d", "backup@vault"),
                lines.subList(0, end));
        // what a shell sets by itself
        var environment = lines.subList(end + 1, lines.size()).stream()
                .filter(line -> !line.matches("(PWD|_|SHLVL|OLDPWD)=.*"))
                .toList();
        assertEquals(List.of(), environment);
    }

    @Test
    void the_exit_status_and_the_complaints_are_told() throws Exception {
        assertEquals(
                "ssh exited with status 255; ssh says: backup@vault: Permission denied (publickey).",
                failure("echo 'backup@vault: Permission denied (publickey).' >&2; exit 255"));
    }

    @Test
    void only_the_end_of_long_complaints_is_kept() throws Exception {
        var text = failure("i=0; while [ $i -lt 9000 ]; do i=$((i + 1)); echo complaint $i >&2; done; exit 1");
        assertTrue(text.endsWith("complaint 9000"), text);
        assertTrue(text.length() < 33_000, () -> "length " + text.length());
    }

    @Test
    void a_proxy_error_says_where_to_look() throws Exception {
        var text = failure("printf 'SSHCON_PROXY_ERROR\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'; exit 1");
        assertTrue(text.startsWith("the daemon there does not serve this client"), text);
    }

    @Test
    void another_banner_is_shown() throws Exception {
        var text = failure("echo 'Welcome to vault, dear user of it!'");
        assertTrue(text.startsWith("unknown banner \"Welcome to vault, dear user of \""), text);
    }

    @Test
    void a_program_that_is_missing_is_named() throws Exception {
        var connector = new SshTransport(threads, deadlines)
                .connector(Yaml.section(
                        "{host: vault, user: backup, port: 22, identity_file: /id, ssh_command: /no/ssh}"));
        var failure = assertThrows(IOException.class, connector::connect);
        assertTrue(failure.getMessage().contains("/no/ssh"), failure::getMessage);
    }

    @Test
    void the_greeting_has_a_limit_and_the_process_ends_even_if_it_refuses() throws Exception {
        var pid = folder.resolve("pid");
        var connector =
                connector("trap '' TERM; echo $$ > " + pid + "; echo so slow >&2; while :; do sleep 1; done", "1s");
        var failure = assertThrows(SocketTimeoutException.class, connector::connect);
        assertTrue(failure.getMessage().endsWith("no greeting within PT1S; ssh says: so slow"), failure::getMessage);
        var process = Long.parseLong(Files.readString(pid).strip());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ProcessHandle.of(process).isEmpty());
    }

    @Test
    void a_limit_of_zero_is_none() throws Exception {
        try (var wire = connector(HELO + "; exec cat", "0s").connect()) {
            assertEchoes(wire);
        }
    }

    /// With a zrepl there, its forced command keeps stdout open after a half-close: we see the end when it exits.
    @Test
    void the_stream_begins_right_behind_the_banners() throws Exception {
        try (var wire =
                connector(HELO + "; printf early; head -c 31 > /dev/null; cat").connect()) {
            var bytes = ByteBuffer.allocate(5);
            while (bytes.hasRemaining()) {
                wire.read(bytes);
            }
            assertEquals("early", new String(bytes.array(), StandardCharsets.US_ASCII));
            wire.closeOutput();
            assertEquals(-1, wire.read(bytes.clear()));
        }
    }

    private static void assertEchoes(Wire wire) throws IOException {
        var begin = ByteBuffer.allocate(31);
        while (begin.hasRemaining()) {
            wire.read(begin);
        }
        assertEquals("SSHCON_BEGIN", new String(begin.array(), 0, 12, StandardCharsets.US_ASCII));
    }

    @Test
    void all_errors_of_a_section_are_reported() throws Exception {
        var connect = Yaml.section("{host: vault, port: 65536, options: {}, dial_timeout: 3, ssh: x}");
        var failure =
                assertThrows(ConfigException.class, () -> new SshTransport(threads, deadlines).connector(connect));
        // port, options, ssh, and user and identity_file that are missing
        assertEquals(5, failure.problems().size(), failure::getMessage);
    }

    @Test
    void each_type_has_one_role() throws Exception {
        var empty = Yaml.section("{}");
        assertThrows(ConfigException.class, () -> new SshTransport(threads, deadlines).binding(empty, empty));
        assertThrows(ConfigException.class, () -> new StdinserverTransport(threads, deadlines).connector(empty));
    }
}
