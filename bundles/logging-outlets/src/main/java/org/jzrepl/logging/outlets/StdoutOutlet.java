// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;

/// Writes a line for each entry to the daemon's standard output.
final class StdoutOutlet implements LogOutlet {
    private final LogFormat format;
    private final Set<Part> shown;
    private final OutputStream out;

    StdoutOutlet(LogFormat format, Set<Part> shown, OutputStream out) {
        this.format = format;
        this.shown = Set.copyOf(shown);
        this.out = out;
    }

    @Override
    public void write(LogEntry entry) throws IOException {
        try {
            out.write((format.line(entry, shown) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new IOException("write to standard output: " + e.getMessage(), e);
        }
    }

    /// The stream is the process's and stays open.
    @Override
    public void close() {}
}
