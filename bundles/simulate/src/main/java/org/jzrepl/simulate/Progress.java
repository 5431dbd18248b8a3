// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.OutputStream;
import java.io.PrintStream;

/// A line on the terminal that says how far a simulation is, renewed with each percent. Used by one thread.
final class Progress {
    static final Progress SILENT = new Progress(new PrintStream(OutputStream.nullOutputStream()));

    private final PrintStream terminal;
    private int shown = -1;

    Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    Simulation.Watcher of(String what) {
        return part -> {
            int percent = (int) (part * 100);
            if (percent != shown) {
                shown = percent;
                terminal.print("\rsimulating " + what + ": " + percent + " %");
                terminal.flush();
            }
        };
    }

    /// Wipes the line.
    void done() {
        terminal.print("\r\u001b[K");
        terminal.flush();
    }
}
