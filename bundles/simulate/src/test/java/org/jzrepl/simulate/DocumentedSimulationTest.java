// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// The simulation in the docs is what the command prints. After a change that is meant,
/// `-Ddocs.update=true` writes it anew.
final class DocumentedSimulationTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/simulation.md");
    private static final String BEGIN = "```text\n";
    private static final String END = "```";

    @TempDir
    private Path folder;

    @Test
    void two_years_of_the_grid_are_as_the_docs_show_them() throws Exception {
        var docs = Files.readString(PAGE);
        try (var bench = new Workbench(folder, SimulatedZfs.inMemory(1, InstantSource.system()))) {
            var command = new String[] {
                "--config", ROOT.resolve("examples/snapshots-only.yml").toString(),
                "--for", "2y",
                "--start", "2026-01-01T00:00:00Z"
            };
            assertTrue(
                    docs.contains("bin/jzrepl simulate --config examples/snapshots-only.yml --for 2y"
                            + " --start 2026-01-01T00:00:00Z\n"),
                    "the command that is shown");
            check(docs, bench.output(command));
            var drawn = folder.resolve("two-years.svg");
            bench.output(Stream.concat(Stream.of(command), Stream.of("--svg", drawn.toString()))
                    .toArray(String[]::new));
            checkPicture("two-years.svg", drawn);
        }
    }

    @Test
    void the_picture_is_of_the_outage_that_the_docs_tell_of() throws Exception {
        var drawn = folder.resolve("simulation.svg");
        try (var bench = new Workbench(folder, SimulatedZfs.inMemory(1, InstantSource.system()))) {
            bench.output(
                    "--config", ROOT.resolve("docs/simulation/careful.yml").toString(),
                    "--compare", ROOT.resolve("docs/simulation/careless.yml").toString(),
                    "--for", "120d",
                    "--start", "2026-01-01T00:00:00Z",
                    "--offline-from", "60d",
                    "--offline-for", "21d",
                    "--svg", drawn.toString());
        }
        checkPicture("outage.svg", drawn);
    }

    private static void checkPicture(String name, Path drawn) throws Exception {
        var shown = ROOT.resolve("docs/simulation").resolve(name);
        if (Boolean.getBoolean("docs.update")) {
            Files.copy(drawn, shown, StandardCopyOption.REPLACE_EXISTING);
        }
        assertEquals(Files.readString(shown), Files.readString(drawn));
    }

    private static void check(String docs, String table) throws Exception {
        int from = docs.indexOf(BEGIN) + BEGIN.length();
        int to = docs.indexOf(END, from);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, docs.substring(0, from) + table + docs.substring(to));
        } else {
            assertEquals(table, docs.substring(from, to));
        }
    }
}
