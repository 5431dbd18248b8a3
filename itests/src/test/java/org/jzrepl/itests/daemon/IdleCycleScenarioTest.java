// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.jzrepl.itests.Tree;

/// `bench/idle-cycle` still runs, and what it counts does not depend on the number of datasets.
final class IdleCycleScenarioTest {
    private static final Pattern CYCLE = Pattern.compile("with.* cycle [0-9]+: processes ([0-9]+), wall .*");

    @Test
    void an_idle_cycle_starts_no_more_processes_for_40_datasets_than_for_20() throws Exception {
        var few = processes(20);
        assertEquals(List.of("11", "10", "10", "10"), few);
        assertEquals(few, processes(40));
    }

    /// Of two cycles on a ZFS without `snapshots_changed`, the first of which finds that out, and two with it.
    private static List<String> processes(int datasets) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Tree.root()
                                .resolve("bench/src/main/java/org/jzrepl/bench/idle/IdleCycle.java")
                                .toString(),
                        Tree.product().toString(),
                        Integer.toString(datasets),
                        "10",
                        "128",
                        "2")
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertEquals(
                List.of(),
                out.lines()
                        .filter(line -> line.contains("WARN") || line.contains("ERRO"))
                        .toList());
        var counts = out.lines()
                .map(CYCLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(cycle -> cycle.group(1))
                .toList();
        assertEquals(4, counts.size(), out);
        return counts;
    }
}
