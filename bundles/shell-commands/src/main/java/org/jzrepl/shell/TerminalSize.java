// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jline.terminal.Size;

record TerminalSize(int columns, int rows) {
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    /// A terminal that does not know its size says 0.
    static TerminalSize of(Frame frame) throws IOException {
        if (frame.content().length != 2 * Short.BYTES) {
            throw new IOException("a terminal's size has 4 bytes, not " + frame.content().length);
        }
        var numbers = ByteBuffer.wrap(frame.content());
        int columns = Short.toUnsignedInt(numbers.getShort());
        int rows = Short.toUnsignedInt(numbers.getShort());
        return columns == 0 || rows == 0 ? USUAL : new TerminalSize(columns, rows);
    }

    Size size() {
        return new Size(columns, rows);
    }
}
