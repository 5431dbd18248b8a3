// SPDX-License-Identifier: Apache-2.0
package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.LogOutletContract;
import org.jzrepl.testkit.Sections;

/// What every log outlet must fulfil, and what this one promises beyond.
final class DailyOutletTest implements LogOutletContract {
    private final Current current = new Current();

    @TempDir
    private Path folder;

    @Override
    public Current current() {
        return current;
    }

    @Override
    public Bench bench() throws IOException {
        return new FolderBench(Files.createDirectory(folder.resolve("logs")), folder.resolve("moved away"));
    }

    /// A folder that can be moved away.
    private record FolderBench(Path logs, Path away) implements Bench {
        @Override
        public LogOutlet outlet(LogFormat format) {
            return new DailyOutlet(logs, format);
        }

        @Override
        public List<String> arrived() throws IOException {
            try (var files = Files.list(Files.exists(logs) ? logs : away)) {
                var file = files.findFirst();
                return file.isPresent() ? Files.readAllLines(file.orElseThrow()) : List.of();
            }
        }

        @Override
        public void breakDown() throws IOException {
            Files.move(logs, away);
        }

        @Override
        public void repair() throws IOException {
            Files.move(away, logs);
        }

        @Override
        public void close() {
            // the test's folder goes with it
        }
    }

    @Test
    void each_day_has_a_file() throws Exception {
        try (var outlet = outlet("{folder: '" + folder + "'}")) {
            outlet.write(entry("2026-03-09T23:59:59Z", "late"));
            outlet.write(entry("2026-03-10T00:00:00Z", "early"));
        }
        assertEquals(List.of("late"), Files.readAllLines(folder.resolve("2026-03-09.log")));
        assertEquals(List.of("early"), Files.readAllLines(folder.resolve("2026-03-10.log")));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var mistakes = assertThrows(ConfigException.class, () -> outlet("{folder: logs, spare: 1}"))
                .getMessage();
        assertTrue(mistakes.contains("folder") && mistakes.contains("spare"), mistakes);
    }

    private static LogEntry entry(String at, String message) {
        return new LogEntry(Instant.parse(at), Level.INFO, message, Map.of(), Optional.empty());
    }

    private static LogOutlet outlet(String yaml) throws ConfigException {
        return new DailyOutletFactory()
                .create(Sections.of(new YamlConfigurationReader(), yaml), (entry, _) -> entry.message());
    }
}
