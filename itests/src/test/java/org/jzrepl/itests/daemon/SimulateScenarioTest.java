// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jzrepl simulate` as it is distributed.
final class SimulateScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void a_push_is_simulated_from_the_snapshots_that_are_there_and_none_of_them_goes() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        push.create("tank/data");
        push.snapshot("1", "tank/data");
        var pools = Files.readAllBytes(push.folder().path().resolve("pools"));
        Files.writeString(push.folder().path().resolve("hourly.yml"), """
                global: {zfs: {type: simulated, file: pools}}
                jobs:
                  - name: hourly
                    type: push
                    connect: {type: tcp, address: "backup.example.com:8888"}
                    filesystems: {"tank/data": true}
                    snapshotting: {type: periodic, prefix: auto_, interval: 1h}
                    pruning:
                      keep_sender: [{type: not_replicated}, {type: last_n, count: 10}]
                      keep_receiver: [{type: gfs, hourly: 4, daily: 2}]
                """);
        var outcome =
                Product.run(push.folder(), "simulate", "--config", "hourly.yml", "--from-zfs", "tank", "--for", "2d");
        assertEquals(0, outcome.status(), outcome.toString());
        assertEquals("", outcome.err());
        var lines = outcome.out().lines().toList();
        assertTrue(lines.contains("48 snapshots taken"), outcome.out());
        assertTrue(lines.contains("The receiver begins empty."), outcome.out());
        var last = lines.stream()
                .filter(line -> line.startsWith("   2d"))
                .findFirst()
                .orElseThrow();
        assertEquals("10", List.of(last.strip().split(" +")).get(3), last);
        assertEquals(
                new String(pools, java.nio.charset.StandardCharsets.ISO_8859_1),
                Files.readString(push.folder().path().resolve("pools"), java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_mistake_is_told_with_its_line() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        Files.writeString(push.folder().path().resolve("wrong.yml"), "jobs:\n  - {name: a, type: snap}\n");
        var outcome = Product.run(push.folder(), "simulate", "--config", "wrong.yml");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("wrong.yml:2:"), outcome.err());
    }
}
