// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run says in the log can be told from what others say, down to the filesystem.
final class RunLogScenarioTest {
    private static final Set<String> FILESYSTEMS = Set.of("tank/a", "tank/b");

    @TempDir
    private Path temporary;

    @Test
    void every_line_carries_job_subsystem_and_span_and_where_there_is_one_the_filesystem() throws Exception {
        var push = SimulatedPush.prepare(temporary, "", "");
        for (var filesystem : FILESYSTEMS) {
            push.create(filesystem);
            push.write(filesystem, "first", 1 << 20);
            push.snapshot("1", filesystem);
        }
        var config = push.folder().config();
        Files.writeString(config, Files.readString(config).replace("format: human", "format: json"));
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(SimulatedPush.JOB).errors());
            push.snapshot("2", FILESYSTEMS.toArray(String[]::new));
            assertEquals(List.of(), daemon.run(SimulatedPush.JOB).errors());
            assertEquals(0, daemon.terminate());
            var lines = daemon.log().stream()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
            var ofRuns = lines.stream()
                    .filter(line -> isOf(line, SimulatedPush.JOB) || isOf(line, "backups"))
                    .toList();
            assertFalse(ofRuns.isEmpty());
            var named = new TreeSet<String>();
            for (var line : ofRuns) {
                assertFalse(text(line, "subsystem").isEmpty(), line::toString);
                assertFalse(Set.of("", "NOSPAN").contains(text(line, "span")), line::toString);
                FILESYSTEMS.stream().filter(one -> speaksOf(line, one)).forEach(one -> {
                    assertEquals(one, text(line, "fs").replace("backup/sink/here/", ""), line::toString);
                    named.add(one);
                });
            }
            assertEquals(FILESYSTEMS, named);
            var strays = lines.stream()
                    .filter(line -> FILESYSTEMS.stream().anyMatch(one -> speaksOf(line, one)))
                    .filter(line -> !ofRuns.contains(line))
                    .toList();
            assertEquals(List.of(), strays);
            System.out.println("log of two runs: " + ofRuns.size() + " lines, subsystems "
                    + ofRuns.stream()
                            .map(line -> text(line, "subsystem"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static boolean isOf(JsonObject line, String job) {
        return text(line, "job").equals(job);
    }

    private static boolean speaksOf(JsonObject line, String filesystem) {
        return line.entrySet().stream()
                .anyMatch(field -> field.getValue().toString().contains(filesystem));
    }

    private static String text(JsonObject line, String field) {
        return line.has(field) ? line.get(field).getAsString() : "";
    }
}
