// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.simulate.Workbench.HOURLY;
import static org.jzrepl.simulate.Workbench.START;
import static org.jzrepl.simulate.Workbench.counts;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What the command shows, with the product's suppliers.
final class SimulateCommandTest {
    @TempDir
    private Path folder;

    private final SimulatedZfs zfs = SimulatedZfs.inMemory(1, () -> Instant.parse("2025-12-31T12:00:00Z"));
    private Workbench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Workbench(folder, zfs);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_snap_job_keeps_what_its_rule_keeps() throws Exception {
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 30}]");
        assertEquals("""
                3d from 2026-01-01 00:00 UTC on
                job snaps (snap) of snap.yml on tank/data
                72 snapshots taken
                snapshots: 42 destroyed, at most 30 at a time, 30 at the end, the oldest of 2026-01-02 18:00

                after        time (UTC)  snapshots
                    0  2026-01-01 00:00          1
                   1h  2026-01-01 01:00          2
                   6h  2026-01-01 06:00          7
                   1d  2026-01-02 00:00         25
                   2d  2026-01-03 00:00         30
                   3d  2026-01-04 00:00         30
                """, bench.output("--config", file, "--for", "3d", START));
    }

    @Test
    void equal_requests_have_equal_answers_in_each_form() throws Exception {
        var file = bench.push("[{type: last_n, count: 10}]");
        for (var form : List.of("--json", "--html=-", "--svg=-")) {
            assertEquals(
                    bench.output("--config", file, "--for", "3d", START, form),
                    bench.output("--config", file, "--for", "3d", START, form));
        }
    }

    @Test
    void json_says_the_same_as_the_table() throws Exception {
        var file =
                bench.snap("snap.yml", "{type: periodic, prefix: auto_, interval: 6h}", "[{type: last_n, count: 2}]");
        var json = JsonParser.parseString(bench.output("--config", file, "--for", "1d", START, "--json"))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        json.remove("Curve");
        assertEquals("""
                {"Config":"snap.yml","Job":"snaps","Type":"snap","Datasets":["tank/data"],\
                "From":"2026-01-01T00:00:00Z","Until":"2026-01-02T00:00:00Z","Taken":4,\
                "Sender":{"Peak":2,"Destroyed":2,"Left":[\
                {"Dataset":"tank/data","Creation":"2026-01-01T12:00:00Z"},\
                {"Dataset":"tank/data","Creation":"2026-01-01T18:00:00Z"}]},\
                "Rows":[{"At":"2026-01-01T00:00:00Z","Sender":1},{"At":"2026-01-01T01:00:00Z","Sender":1},\
                {"At":"2026-01-01T06:00:00Z","Sender":2},{"At":"2026-01-02T00:00:00Z","Sender":2}],\
                "Troubles":[],"Remarks":[]}""", json.toString());
    }

    @Test
    void both_sides_of_a_push_are_shown_and_what_is_away_is_kept_for_the_receiver() throws Exception {
        var careless = bench.push("[{type: last_n, count: 10}]");
        var reachable = bench.output("--config", careless, "--for", "3d", START);
        assertEquals("3d 2026-01-04 00:00 10 5", counts(reachable).getLast());
        assertTrue(reachable.contains("The receiver begins empty."), reachable);

        var away = new String[] {"--for=3d", START, "--offline-from=1d", "--offline-for=1d", "--json", "--config"};
        assertEquals(10, senderPeak(bench.output(with(away, careless))), "the hours of the outage are lost");
        var careful = bench.push("[{type: not_replicated}, {type: last_n, count: 10}]");
        assertEquals(25, senderPeak(bench.output(with(away, careful))), "24 wait, and the newest that is there");
    }

    private static int senderPeak(String json) {
        return JsonParser.parseString(json)
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("Sender")
                .get("Peak")
                .getAsInt();
    }

    private static String[] with(String[] words, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void two_configurations_are_compared_on_the_same_history() throws Exception {
        var a = bench.snap("a.yml", HOURLY, "[{type: last_n, count: 10}]");
        var b = bench.snap("b.yml", HOURLY, "[{type: last_n, count: 4}]");
        var table = bench.output("--config", a, "--compare", b, "--for", "2d", START);
        assertTrue(table.contains("snapshots here at the end: 4 in both, 6 in A only, 0 in B only"), table);
        assertEquals("2d 2026-01-03 00:00 10 4", counts(table).getLast());
    }

    @Test
    void the_picture_and_the_page_are_well_formed_and_need_nothing_from_elsewhere() throws Exception {
        var file = bench.push("[{type: not_replicated}, {type: last_n, count: 10}]");
        var away = new String[] {"--for=3d", START, "--offline-from=1d", "--offline-for=1d", "--config", file};
        for (var form : List.of("--svg=-", "--html=-")) {
            var text = bench.output(with(away, form));
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var document =
                    factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            var svg = "http://www.w3.org/2000/svg";
            assertEquals(2, document.getElementsByTagNameNS(svg, "polyline").getLength());
            assertEquals(1, document.getElementsByTagNameNS(svg, "svg").getLength());
            var loads = text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xhtml", "");
            assertFalse(loads.contains("http") || loads.contains("src=") || loads.contains("@import"), loads);
            assertTrue(text.contains("prefers-color-scheme: dark"));
        }
        var page = folder.resolve("page.html");
        bench.output(with(away, "--html", page.toString()));
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void help_is_no_failure_and_progress_is_for_those_who_watch() throws Exception {
        assertTrue(bench.output("--help").startsWith("usage: jzrepl simulate"));
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        var watched = bench.run(true, "--config", file, "--for", "3d", START);
        assertTrue(watched.err().contains("\rsimulating snap.yml: 50 %"), watched.err());
        assertTrue(watched.err().endsWith("\r\u001b[K"));
    }
}
