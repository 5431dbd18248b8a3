// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;

/// Appends each entry to the file of its day. Keeps nothing open, so files may be moved away at any time.
record DailyOutlet(Path folder, LogFormat format) implements LogOutlet {
    private static final Set<Part> SHOWN = EnumSet.of(Part.TIME, Part.LEVEL);

    @Override
    public void write(LogEntry entry) throws IOException {
        var file = folder.resolve(LocalDate.ofInstant(entry.at(), ZoneOffset.UTC) + ".log");
        try {
            var line = format.line(entry, SHOWN) + "\n";
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IOException("log file " + file + " cannot be written: " + e, e);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
