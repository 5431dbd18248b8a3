// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;

/// Writes lines to a file. While it cannot be written, entries are dropped and a new attempt is made after each
/// pause.
final class FileOutlet implements LogOutlet {
    private static final Set<Part> SHOWN = EnumSet.of(Part.TIME, Part.LEVEL);

    private final LogFormat format;
    private final RotatedFile file;
    private final Pause pause;

    FileOutlet(LogFormat format, RotatedFile file, Pause pause) {
        this.format = format;
        this.file = file;
        this.pause = pause;
    }

    @Override
    public void write(LogEntry entry) throws IOException {
        if (pause.isOn()) {
            return;
        }
        try {
            file.append((format.line(entry, SHOWN) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            pause.begin();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
