// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.Tree;

/// zrepl's environment variables, as the product reads them.
final class EnvironmentScenarioTest {
    private static final Pattern VARIABLE = Pattern.compile("\"(ZREPL_[A-Z_]+)\"");

    /// Those that hooks are given, and those of which everything can be read.
    private static final Set<String> NOT_PARSED = Set.of(
            "ZREPL_HOOKTYPE", "ZREPL_FS", "ZREPL_SNAPNAME", "ZREPL_DRYRUN", "ZREPL_TIMEOUT", "ZREPL_KEYLOG_FILE");

    @TempDir
    private Path temporary;

    /// All that the sources name.
    private static Set<String> read() throws IOException {
        try (var files = Files.walk(Tree.root().resolve("bundles"))) {
            var names = files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .flatMap(EnvironmentScenarioTest::named)
                    .collect(Collectors.toCollection(TreeSet::new));
            names.removeAll(NOT_PARSED);
            return names;
        }
    }

    private static Stream<String> named(Path source) {
        try {
            return VARIABLE.matcher(Files.readString(source)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_daemon_does_not_start_where_nobody_can_read_a_variable_and_names_each() throws Exception {
        var folder = SimulatedPush.prepare(temporary, "", "").folder();
        var err = temporary.resolve("err");
        var refused =
                Product.command(folder, "daemon", "--config", "jzrepl.yml").redirectError(err.toFile());
        var names = read();
        names.forEach(name -> refused.environment().put(name, "nonsense"));
        assertEquals(1, refused.start().waitFor());
        var said = Files.readAllLines(err).stream()
                .filter(line -> line.startsWith("jzrepl daemon: environment variable "))
                .map(line -> line.replaceAll(".*(ZREPL_[A-Z_]+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(names, said);
        assertTrue(said.contains("ZREPL_MAX_HOOK_LOG_SIZE") && said.contains("ZREPL_TRACE_ID_NUM_BYTES"));
    }

    @Test
    void spans_are_as_long_as_asked_for_and_a_log_of_keys_is_refused_in_the_log() throws Exception {
        var folder = SimulatedPush.prepare(temporary, "", "").folder();
        var variables = Map.of("ZREPL_TRACE_ID_NUM_BYTES", "6", "ZREPL_KEYLOG_FILE", "keys");
        try (var daemon = DaemonProcess.start(folder, variables)) {
            daemon.await(
                    "it has warned",
                    () -> daemon.log().stream()
                            .anyMatch(line ->
                                    line.contains("[WARN]") && line.contains("variable=\"ZREPL_KEYLOG_FILE\"")));
            assertEquals(0, daemon.terminate());
            var spans = daemon.log().stream()
                    .filter(line -> line.contains("daemon st"))
                    .toList();
            assertTrue(
                    spans.stream()
                            .allMatch(line -> line.matches(".*\\[([A-Za-z0-9+/]{8})\\$\\1(\\.[A-Za-z0-9+/]{8})*]: .*")),
                    spans::toString);
            assertEquals(2, spans.size(), spans::toString);
        }
        assertTrue(Files.notExists(temporary.resolve("keys")));
    }
}
