// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.testkit.LogOutletContract;

final class FileOutletTest implements LogOutletContract {
    private final Current current = new Current();

    @TempDir
    private Path folder;

    @Override
    public Current current() {
        return current;
    }

    @Override
    public Bench bench() throws IOException {
        return new FileBench(Files.createDirectory(folder.resolve("logs")), folder.resolve("moved away"));
    }

    /// A file in a folder that can be moved away.
    private record FileBench(Path logs, Path away, ManualClock clock) implements Bench {
        FileBench(Path logs, Path away) {
            this(logs, away, new ManualClock());
        }

        @Override
        public LogOutlet outlet(LogFormat format) {
            var file = new RotatedFile(logs.resolve("jzrepl.log"), 1 << 30, 1);
            return new FileOutlet(format, file, new Pause(Duration.ofSeconds(10), clock));
        }

        @Override
        public List<String> arrived() throws IOException {
            var file = (Files.exists(logs) ? logs : away).resolve("jzrepl.log");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        }

        @Override
        public void breakDown() throws IOException {
            Files.move(logs, away);
        }

        @Override
        public void repair() throws IOException {
            Files.move(away, logs);
            clock.advance(Duration.ofSeconds(10));
        }

        @Override
        public void close() {}
    }
}
