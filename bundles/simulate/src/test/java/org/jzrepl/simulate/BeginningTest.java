// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.simulate.Workbench.HOURLY;
import static org.jzrepl.simulate.Workbench.START;
import static org.jzrepl.simulate.Workbench.counts;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Where and when a simulation begins, and whose snapshots it goes on from.
final class BeginningTest {
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
    void the_list_that_zfs_prints_is_where_it_begins() throws Exception {
        var list = bench.file("snapshots.txt", """
                tank/data@auto_1\t1767196800\t11\t101
                tank/data@manual\t1767204000\t12\t102
                tank/other@auto_1\t1767196800\t11\t103
                """);
        var file = bench.snap(
                "snap.yml", HOURLY, "[{type: regex, regex: ^manual}, {type: last_n, count: 3, regex: ^auto_}]");
        var table = bench.output("--config", file, "--snapshots", list, "--for", "6h", START);
        // the latest with the prefix is of 16:00: the next round is due at once
        assertEquals(List.of("0 2026-01-01 00:00 3", "1h 2026-01-01 01:00 4", "6h 2026-01-01 06:00 4"), counts(table));
    }

    @Test
    void what_the_receiver_has_is_gone_on_from() throws Exception {
        var here = bench.file("here.txt", "tank/data@auto_1 1767196800 1 101\ntank/data@auto_2 1767200400 2 102\n");
        var there = bench.file("there.txt", "b/sink/me/tank/data@auto_1 1767196800 7 101\n");
        var file = bench.push("[{type: last_n, count: 10}]");
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
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 2}]");
        var table = bench.output("--config", file, "--from-zfs", "tank", "--for", "1d", START);
        assertTrue(table.contains("snapshots: 23 destroyed"), table);
        assertEquals(before, zfs.catalog().scan(List.of(DatasetPath.ROOT), Scan.REVISIONS));
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
        var table = bench.output("--config", bench.pull(), "--source", source, "--for", "1d", START);
        assertEquals("1d 2026-01-02 00:00 4 6", counts(table).getLast());
        assertTrue(table.contains("The hook is not run."), table);
        var alone = bench.output("--config", source, "--for", "1d", START);
        assertEquals("1d 2026-01-02 00:00 24", counts(alone).getLast());
        assertTrue(alone.contains("A source does not prune: whoever replicates from it does"), alone);
    }

    @Test
    void without_a_start_it_begins_now() throws Exception {
        var file = bench.snap("snap.yml", HOURLY, "[{type: last_n, count: 1}]");
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
    void a_snapshot_at_half_past_two_is_left_out_in_spring_and_comes_twice_in_autumn() throws Exception {
        var file = bench.snap(
                "cron.yml",
                "{type: cron, prefix: a_, cron: \"TZ=Europe/Berlin 30 2 * * *\"}",
                "[{type: regex, regex: a}]");
        assertEquals(2, taken(file, "2026-03-28T12:00:00Z", "3d"));
        assertEquals(3, taken(file, "2026-03-26T12:00:00Z", "3d") + 1);
        assertEquals(4, taken(file, "2026-10-23T12:00:00Z", "3d"));
        assertEquals(365, taken(file, "2026-01-01T00:00:00Z", "1y"));
    }
}
