// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In the Felix shell an administrator replaces the bundle with the keep rules of a push job that runs all the
/// while.
final class SwappedRuleScenarioTest {
    private static final String RULES = "org.jzrepl.pruning-rules ";
    private static final Pattern INSTALLED = Pattern.compile("Bundle ID: (\\d+)");
    private static final Pattern TROUBLE = Pattern.compile("\\[(WARN|ERRO)\\]");

    @TempDir
    private Path folder;

    @Test
    void the_next_pruning_uses_the_new_version_and_no_run_notices() throws Exception {
        replaceWhileItRuns("1s", 3);
    }

    @Test
    @Tag("soak")
    void the_same_with_a_run_every_ten_seconds() throws Exception {
        replaceWhileItRuns("10s", 5);
    }

    /// `runs` with the old version, and as many with each of the two that follow.
    private void replaceWhileItRuns(String interval, int runs) throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        var grid = "{type: grid, grid: 3x1d, regex: \"^zrepl_\"}";
        push.folder()
                .configure(
                        "zfs: " + push.folder().simulated(),
                        SimulatedPush.jobs(
                                "{type: periodic, prefix: zrepl_, interval: " + interval + "}",
                                "[" + grid + ", {type: not_replicated}]",
                                "[" + grid + "]"));
        push.create("tank/data");
        var bundle = new ProductBundle("pruning-rules");
        try (var daemon = DaemonProcess.start(push.folder())) {
            daemon.await("runs with the distribution's rules", () -> prunings(daemon, "1.0.0") >= runs);
            var old = id(shell(push, "lb -s " + bundle.symbolicName() + " | cat"));

            var fresh = matched(
                    INSTALLED,
                    shell(push, "install " + bundle.as("1.1.0", folder).toUri()));
            shell(push, "start " + fresh);
            assertTrue(shell(push, "rules | grep grid").contains(" " + RULES + "1.1.0"));
            daemon.await("runs with the first new version", () -> prunings(daemon, "1.1.0") >= runs);

            shell(push, "uninstall " + old);
            var next = matched(
                    INSTALLED,
                    shell(push, "install " + bundle.as("1.2.0", folder).toUri()));
            shell(push, "start " + next);
            daemon.await("runs with the second new version", () -> prunings(daemon, "1.2.0") >= runs);

            assertUninterrupted(daemon);
            for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
                pruningsWith(daemon, version).limit(1).forEach(System.out::println);
                System.out.println("prunings with " + version + ": " + prunings(daemon, version));
            }
            assertEquals(0, daemon.terminate());
        }
    }

    private static String id(String listing) throws IOException {
        return listing.lines()
                .filter(line -> line.contains(RULES.strip()))
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("not listed: " + listing));
    }

    private static String matched(Pattern pattern, String text) throws IOException {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("not said: " + text);
        }
        return found.group(1);
    }

    private static long prunings(DaemonProcess daemon, String version) {
        return pruningsWith(daemon, version).count();
    }

    /// The log's lines that begin a pruning of the sender with the rules of that version.
    private static Stream<String> pruningsWith(DaemonProcess daemon, String version) {
        return daemon.log().stream()
                .filter(line -> line.contains("pruning ") && line.contains("prune_side=\"sender\""))
                .filter(line -> line.contains("grid (" + RULES + version));
    }

    private static void assertUninterrupted(DaemonProcess daemon) throws IOException {
        var lines = daemon.log();
        assertEquals(
                List.of(),
                lines.stream().filter(line -> TROUBLE.matcher(line).find()).toList());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.contains("[data]") && line.contains("starting job"))
                        .count());
        assertEquals(List.of(), daemon.active("data").errors());
        assertEquals(1, daemon.active("data").attempts());
    }

    private static String shell(SimulatedPush push, String script) throws IOException, InterruptedException {
        var outcome = Product.run(
                push.folder(), "shell", "--config", push.folder().config().toString(), "-c", script);
        assertEquals(0, outcome.status(), () -> script + ": " + outcome.out() + outcome.err());
        System.out.println("jzrepl> " + script + "\n" + outcome.out().strip());
        return outcome.out();
    }
}
