// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts one stream of a program's output into lines, and takes no more memory than the longest line allowed. One
/// thread adds what it has read, another hands on what does not become a line (guarded by its monitor).
final class OutputLines {
    /// In bytes. Longer lines are left out.
    static final int LONGEST = 1 << 16;

    private final Consumer<String> line;
    private final Runnable tooLong;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private boolean leftOut;
    private boolean begun;
    private boolean afterReturn;
    private boolean moved;

    OutputLines(Consumer<String> line, Runnable tooLong) {
        this.line = line;
        this.tooLong = tooLong;
    }

    /// A line ends with a line feed, a carriage return (a bar that shows progress), or both.
    synchronized void add(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                append(bytes, start, i);
                finish(bytes[i]);
                start = i + 1;
            }
        }
        append(bytes, start, length);
        moved = true;
    }

    private void append(byte[] bytes, int from, int to) {
        if (from < to) {
            afterReturn = false;
            if (!leftOut && unfinished.size() + to - from > LONGEST) {
                leftOut = true;
                unfinished.reset();
                tooLong.run();
            }
            if (!leftOut) {
                unfinished.write(bytes, from, to - from);
            }
        }
    }

    private void finish(byte ending) {
        boolean told = ending == '\n' && afterReturn || begun && unfinished.size() == 0;
        if (!told && !leftOut) {
            line.accept(unfinished.toString(StandardCharsets.UTF_8));
        }
        unfinished.reset();
        leftOut = false;
        begun = false;
        afterReturn = ending == '\r';
    }

    /// Hands on a piece that nothing has come to since the last time, such as a question that nobody answers: a
    /// program that writes in blocks has its lines in one piece all the same.
    synchronized void beat() {
        if (!moved) {
            var piece = unfinished.toByteArray();
            handOn(piece, Utf8.lastWhole(piece));
        }
        moved = false;
    }

    /// Nothing more comes.
    synchronized void end() {
        handOn(unfinished.toByteArray(), unfinished.size());
    }

    private void handOn(byte[] piece, int length) {
        if (length > 0) {
            line.accept(new String(piece, 0, length, StandardCharsets.UTF_8));
            begun = true;
            unfinished.reset();
            unfinished.writeBytes(Arrays.copyOfRange(piece, length, piece.length));
        }
    }
}
