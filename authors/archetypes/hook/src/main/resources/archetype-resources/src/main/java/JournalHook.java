// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;

/// Appends a line to `file` before and after each snapshot.
record JournalHook(Path file) implements Hook {
    @Override
    public Engagement engage(DatasetPath dataset, String snapshotName) throws IOException {
        append("before " + dataset + "@" + snapshotName);
        return new Engaged(dataset + "@" + snapshotName);
    }

    private final class Engaged implements Engagement {
        private final String snapshot;

        private Engaged(String snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public String report() {
            return "journal " + file;
        }

        @Override
        public void close() throws IOException {
            append("after " + snapshot);
        }
    }

    private void append(String line) throws IOException {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IOException("journal " + file + " cannot be written: " + e, e);
        }
    }
}
