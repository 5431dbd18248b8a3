// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// The command, with the product's suppliers.
final class SimulateCommandTest {
    private static final String START = "--start=2026-01-01T00:00:00Z";
    private static final String HOURLY = "{type: periodic, prefix: auto_, interval: 1h}";

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

    private String snap(String name, String snapshotting, String keep) throws Exception {
        return bench.file(name, """
                jobs:
                  - name: snaps
                    type: snap
                    filesystems: {"tank/data<": true}
                    snapshotting: %s
                    pruning: {keep: %s}
                """.formatted(snapshotting, keep));
    }

    private String push(String keepSender) throws Exception {
        return bench.file("push.yml", """
                jobs:
                  - name: away
                    type: push
                    connect: {type: local, listener_name: x, client_identity: me}
                    filesystems: {"tank/data<": true}
                    snapshotting: %s
                    pruning:
                      keep_sender: %s
                      keep_receiver: [{type: last_n, count: 5}]
                """.formatted(HOURLY, keepSender));
    }

    private static List<String> counts(String table) {
        return table.lines()
                .filter(line -> line.matches(" *[0-9]+[smhd]? +20[0-9]{2}-.*"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void a_snap_job_keeps_what_its_rule_keeps() throws Exception {
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 30}]");
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
        var file = push("[{type: last_n, count: 10}]");
        for (var form : List.of("--json", "--html=-", "--svg=-")) {
            assertEquals(
                    bench.output("--config", file, "--for", "3d", START, form),
                    bench.output("--config", file, "--for", "3d", START, form));
        }
    }

    @Test
    void json_says_the_same_as_the_table() throws Exception {
        var file = snap("snap.yml", "{type: periodic, prefix: auto_, interval: 6h}", "[{type: last_n, count: 2}]");
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
    void a_snapshot_at_half_past_two_is_left_out_in_spring_and_comes_twice_in_autumn() throws Exception {
        var file = snap(
                "cron.yml",
                "{type: cron, prefix: a_, cron: \"TZ=Europe/Berlin 30 2 * * *\"}",
                "[{type: regex, regex: a}]");
        assertEquals(2, taken(file, "2026-03-28T12:00:00Z", "3d"));
        assertEquals(3, taken(file, "2026-03-26T12:00:00Z", "3d") + 1);
        assertEquals(4, taken(file, "2026-10-23T12:00:00Z", "3d"));
        assertEquals(365, taken(file, "2026-01-01T00:00:00Z", "1y"));
    }

    private long taken(String file, String start, String span) {
        var json = bench.output("--config", file, "--for", span, "--start", start, "--json");
        return JsonParser.parseString(json)
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("Taken")
                .getAsLong();
    }

    @Test
    void both_sides_of_a_push_are_shown_and_what_is_away_is_kept_for_the_receiver() throws Exception {
        var careless = push("[{type: last_n, count: 10}]");
        var reachable = bench.output("--config", careless, "--for", "3d", START);
        assertEquals("3d 2026-01-04 00:00 10 5", counts(reachable).getLast());
        assertTrue(reachable.contains("The receiver begins empty."), reachable);

        var away = new String[] {"--for=3d", START, "--offline-from=1d", "--offline-for=1d", "--json", "--config"};
        assertEquals(10, senderPeak(bench.output(with(away, careless))), "the hours of the outage are lost");
        var careful = push("[{type: not_replicated}, {type: last_n, count: 10}]");
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
        var a = snap("a.yml", HOURLY, "[{type: last_n, count: 10}]");
        var b = snap("b.yml", HOURLY, "[{type: last_n, count: 4}]");
        var table = bench.output("--config", a, "--compare", b, "--for", "2d", START);
        assertTrue(table.contains("snapshots here at the end: 4 in both, 6 in A only, 0 in B only"), table);
        assertEquals("2d 2026-01-03 00:00 10 4", counts(table).getLast());
    }

    @Test
    void the_list_that_zfs_prints_is_where_it_begins() throws Exception {
        var list = bench.file("snapshots.txt", """
                tank/data@auto_1\t1767196800\t11\t101
                tank/data@manual\t1767204000\t12\t102
                tank/other@auto_1\t1767196800\t11\t103
                """);
        var file = snap("snap.yml", HOURLY, "[{type: regex, regex: ^manual}, {type: last_n, count: 3, regex: ^auto_}]");
        var table = bench.output("--config", file, "--snapshots", list, "--for", "6h", START);
        // the latest with the prefix is of 16:00: the next round is due at once
        assertEquals(List.of("0 2026-01-01 00:00 3", "1h 2026-01-01 01:00 4", "6h 2026-01-01 06:00 4"), counts(table));
    }

    @Test
    void what_the_receiver_has_is_gone_on_from() throws Exception {
        var here = bench.file("here.txt", "tank/data@auto_1 1767196800 1 101\ntank/data@auto_2 1767200400 2 102\n");
        var there = bench.file("there.txt", "b/sink/me/tank/data@auto_1 1767196800 7 101\n");
        var file = push("[{type: last_n, count: 10}]");
        var known = bench.output(
                "--config", file, "--snapshots", here, "--receiver-snapshots", there, "--for", "1h", START);
        assertEquals("0 2026-01-01 00:00 3 3", counts(known).getFirst());
        var parted = bench.file("parted.txt", "b/sink/me/tank/data@auto_9 1767196800 7 109\n");
        var stuck = bench.output(
                "--config", file, "--snapshots", here, "--receiver-snapshots", parted, "--for", "1h", START);
        assertTrue(stuck.contains("is not on the sender, so nothing can be replicated"), stuck);
        assertTrue(stuck.contains("no replication cursor"), stuck);
    }

    @Test
    void real_datasets_are_listed_and_left_alone() throws Exception {
        var data = DatasetPath.parse("tank/data");
        zfs.properties().create(DatasetPath.parse("tank"), Map.of());
        zfs.properties().create(data, Map.of());
        zfs.snapshots().create(List.of(data), "auto_old");
        var before = zfs.catalog().scan(List.of(DatasetPath.ROOT), Scan.REVISIONS);
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 2}]");
        var table = bench.output("--config", file, "--from-zfs", "tank", "--for", "1d", START);
        assertTrue(table.contains("snapshots: 23 destroyed"), table);
        assertEquals(before, zfs.catalog().scan(List.of(DatasetPath.ROOT), Scan.REVISIONS));
    }

    @Test
    void rules_and_policies_of_others_are_used_and_their_failures_told() throws Exception {
        KeepRule nothing = history -> {
            throw new IllegalStateException("out of order");
        };
        bench.install(KeepRuleFactory.class, "theirs", (KeepRuleFactory) section -> {
            section.done();
            return nothing;
        });
        var broken = bench.output("--config", snap("x.yml", HOURLY, "[{type: theirs}]"), "--for", "2h", START);
        assertTrue(broken.contains("pruning tank/data (local): rule keep[0] theirs failed"), broken);
        assertEquals("2h 2026-01-01 02:00 2", counts(broken).getLast());

        SnapshotPolicy stuck = (now, latest) -> Optional.of(now);
        bench.install(SnapshotPolicyFactory.class, "stuck", (SnapshotPolicyFactory) section -> Optional.of(stuck));
        var refused = bench.run(
                "--config",
                snap("y.yml", "{type: stuck, prefix: a_}", "[{type: last_n, count: 1}]"),
                "--for",
                "1d",
                START);
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("comes due again at once"), refused.err());
    }

    @Test
    void the_picture_and_the_page_are_well_formed_and_need_nothing_from_elsewhere() throws Exception {
        var file = push("[{type: not_replicated}, {type: last_n, count: 10}]");
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
    void jobs_that_cannot_be_simulated_are_refused_with_what_to_do() throws Exception {
        var sink = bench.file("sink.yml", """
                jobs:
                  - {name: s, type: sink, root_fs: b/sink, serve: {type: local, listener_name: x}}
                """);
        refused("is a sink: it takes no snapshots and prunes none", "--config", sink);
        var manual = snap("manual.yml", "{type: manual}", "[{type: last_n, count: 1}]");
        refused("(snapshotting is manual). Name the job that takes them with --source-job", "--config", manual);
        var pull = pull();
        refused("is a pull: a source on another host takes its snapshots", "--config", pull);
        refused(
                "takes its snapshots itself",
                "--config",
                snap("a.yml", HOURLY, "[{type: last_n, count: 1}]"),
                "--source",
                manual);
        var two = Files.readString(Path.of(sink))
                + Files.readString(Path.of(pull)).replace("jobs:\n", "");
        refused("has 2 jobs: name one of [s, p] with --job", "--config", bench.file("two.yml", two));
        refused("does not exist in", "--config", sink, "--job", "nobody");
    }

    private String pull() throws Exception {
        return bench.file("pull.yml", """
                jobs:
                  - name: p
                    type: pull
                    root_fs: b/pulled
                    interval: 2h
                    connect: {type: local, listener_name: x, client_identity: me}
                    pruning:
                      keep_sender: [{type: not_replicated}, {type: last_n, count: 3}]
                      keep_receiver: [{type: last_n, count: 6}]
                """);
    }

    @Test
    void a_pull_takes_its_snapshots_from_the_sources_configuration() throws Exception {
        var source = bench.file("source.yml", """
                jobs:
                  - name: s
                    type: source
                    filesystems: {"tank/data": true}
                    serve: {type: local, listener_name: x}
                    snapshotting:
                      type: periodic
                      prefix: auto_
                      interval: 1h
                      hooks: [{type: command, path: /nowhere/hook, filesystems: {"<": true}}]
                """);
        var table = bench.output("--config", pull(), "--source", source, "--for", "1d", START);
        assertEquals("1d 2026-01-02 00:00 4 6", counts(table).getLast());
        assertTrue(table.contains("The hook is not run."), table);
        var alone = bench.output("--config", source, "--for", "1d", START);
        assertEquals("1d 2026-01-02 00:00 24", counts(alone).getLast());
        assertTrue(alone.contains("A source does not prune: whoever replicates from it does"), alone);
    }

    @Test
    void wrong_usage_and_wrong_files_are_told_with_place_and_remedy() throws Exception {
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        refused("--for: duration \"2\" has no unit", "--config", file, "--for", "2");
        refused("--start: \"today\" is no time: write it as", "--config", file, "--start", "today");
        refused("give --json or --html, not both", "--config", file, "--json", "--html", "x");
        refused("--offline-from goes with --offline-for only", "--config", file, "--offline-from", "1d");
        refused("unknown argument \"--frob\"", "--config", file, "--frob");
        refused("does not exist: make it with zfs list -Hp", "--config", file, "--snapshots", "/nowhere/list");
        var list = bench.file("list.txt", "tank/data@a 1\nrubbish\n");
        refused("list.txt:2: \"rubbish\" is no line of zfs list -Hp", "--config", file, "--snapshots", list);
        refused(
                "takes none of the listed datasets [tank]",
                "--config",
                file,
                "--snapshots",
                bench.file("l", "tank@a 1"));
        refused(
                "give a later --start",
                "--config",
                file,
                START,
                "--snapshots",
                bench.file("m", "tank/data@a 1800000000"));
        refused("cannot write /nowhere/x", "--config", file, "--for", "1d", "--svg", "/nowhere/x");
        refused("dataset tank/data does not exist", "--config", file, "--from-zfs", "tank/data");
        var wrong = bench.run("--config", snap("w.yml", HOURLY, "[{type: last_n, count: 0}]"));
        assertEquals(1, wrong.status());
        assertTrue(wrong.err().matches("(?s)could not parse config:\n.*w\\.yml:6:.*"), wrong.err());
    }

    private void refused(String why, String... arguments) {
        var result = bench.run(arguments);
        assertEquals(1, result.status(), result.toString());
        assertTrue(result.err().contains(why), result.err());
        assertEquals("", result.out());
    }

    @Test
    void help_is_no_failure_and_progress_is_for_those_who_watch() throws Exception {
        assertTrue(bench.output("--help").startsWith("usage: jzrepl simulate"));
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        var watched = bench.run(true, "--config", file, "--for", "3d", START);
        assertTrue(watched.err().contains("\rsimulating snap.yml: 50 %"), watched.err());
        assertTrue(watched.err().endsWith("\r\u001b[K"));
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        Thread.currentThread().interrupt();
        var result = bench.run("--config", file, START);
        assertEquals(1, result.status());
        assertEquals("jzrepl simulate: interrupted\n", result.err());
        assertFalse(Thread.interrupted());
    }

    @Test
    void without_a_start_it_begins_now() throws Exception {
        var file = snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
        var before = InstantSource.system().instant().minusSeconds(1);
        var json = bench.output("--config", file, "--for", "1h", "--json");
        var from = JsonParser.parseString(json)
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("From")
                .getAsString();
        assertFalse(Instant.parse(from).isBefore(before));
    }
}
