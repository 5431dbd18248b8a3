// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Reads on in a log that grows. Used by one thread.
final class LogTail {
    private final Path file;
    private long read;
    private String rest = "";

    LogTail(Path file) {
        this.file = file;
    }

    /// The lines that have come since the last call.
    List<String> more() throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(read);
            var bytes = new byte[(int) (log.length() - read)];
            log.readFully(bytes);
            read += bytes.length;
            var text = rest + new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            rest = text.substring(end);
            return text.substring(0, end).lines().toList();
        }
    }
}
