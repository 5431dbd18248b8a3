// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;

/// Writes a line for each entry to the daemon's standard output.
final class StdoutOutlet implements LogOutlet {
    private final LogFormat format;
    private final Set<Part> shown;
    private final PrintStream out;

    StdoutOutlet(LogFormat format, Set<Part> shown, PrintStream out) {
        this.format = format;
        this.shown = Set.copyOf(shown);
        this.out = out;
    }

    @Override
    public void write(LogEntry entry) throws IOException {
        out.println(format.line(entry, shown));
        if (out.checkError()) {
            throw new IOException("standard output is closed");
        }
    }

    /// The stream is the process's and stays open.
    @Override
    public void close() {}
}
