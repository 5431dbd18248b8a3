// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotatedFileTest {
    @TempDir
    private Path folder;

    private Path log() {
        return folder.resolve("jzrepl.log");
    }

    private static void append(RotatedFile file, String... lines) throws IOException {
        for (var line : lines) {
            file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private Map<String, String> content() throws IOException {
        var content = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                content.put(
                        file.getFileName().toString(),
                        Files.readString(file).replace('\n', ' ').strip());
            }
        }
        return content;
    }

    @Test
    void a_full_file_makes_room_and_the_oldest_goes() throws IOException {
        try (var file = new RotatedFile(log(), 10, 2)) {
            append(file, "1111", "2222", "3333", "4444", "5555", "6666", "7777");
        }
        assertEquals(Map.of("jzrepl.log", "7777", "jzrepl.log.1", "5555 6666", "jzrepl.log.2", "3333 4444"), content());
    }

    @Test
    void a_line_that_is_larger_than_a_file_gets_one_of_its_own() throws IOException {
        try (var file = new RotatedFile(log(), 10, 5)) {
            append(file, "1", "a rather long line", "2");
        }
        assertEquals(Map.of("jzrepl.log", "2", "jzrepl.log.1", "a rather long line", "jzrepl.log.2", "1"), content());
    }

    @Test
    void without_old_files_the_full_one_goes() throws IOException {
        try (var file = new RotatedFile(log(), 10, 0)) {
            append(file, "1111", "2222", "3333");
        }
        assertEquals(Map.of("jzrepl.log", "3333"), content());
    }

    @Test
    void a_restart_goes_on_with_the_file_that_is_there() throws IOException {
        for (var line : new String[] {"1111", "2222", "3333"}) {
            try (var file = new RotatedFile(log(), 10, 1)) {
                append(file, line);
            }
        }
        assertEquals(Map.of("jzrepl.log", "3333", "jzrepl.log.1", "1111 2222"), content());
    }

    @Test
    void a_file_that_was_moved_away_is_made_anew() throws IOException {
        try (var file = new RotatedFile(log(), 1000, 1)) {
            append(file, "1");
            Files.move(log(), folder.resolve("taken"));
            append(file, "2");
        }
        assertEquals(Map.of("jzrepl.log", "2", "taken", "1"), content());
    }

    @Test
    void strangers_cannot_read_it() throws IOException {
        try (var file = new RotatedFile(log(), 1000, 1)) {
            append(file, "1");
        }
        assertEquals(
                "---",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(log()))
                        .substring(6));
    }

    @Test
    void a_full_disk_is_said_and_no_attempt_is_made_to_rotate_a_device() throws IOException {
        try (var file = new RotatedFile(Path.of("/dev/full"), 10, 1)) {
            var failure = assertThrows(IOException.class, () -> append(file, "a line that is too long for a file"));
            assertTrue(
                    failure.getMessage().startsWith("write log file /dev/full: No space left"), failure.getMessage());
        }
        assertTrue(Files.exists(Path.of("/dev/full")));
    }
}
