// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.Closeable;
import java.io.IOException;

/// What one client does in the shell. One thread runs it; the others' calls come from the one that hears the
/// client.
interface ShellSession extends Closeable {
    /// To its end; the exit status.
    int run() throws IOException, InterruptedException;

    void type(byte[] input) throws IOException;

    void resize(TerminalSize size);

    /// Interrupts what runs in it, and lets go of everything.
    @Override
    void close() throws IOException;
}
