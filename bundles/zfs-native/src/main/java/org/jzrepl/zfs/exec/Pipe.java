// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/// A pipe's two descriptors, by number. Both ends are opened a second time by name, ours as a channel and the
/// child's by the system; then the numbers are closed, or nobody would ever see the stream end.
record Pipe(Libc libc, int read, int write) implements Closeable {
    FileChannel openForReading() throws IOException {
        return FileChannel.open(named(read).toPath(), StandardOpenOption.READ);
    }

    FileChannel openForWriting() throws IOException {
        return FileChannel.open(named(write).toPath(), StandardOpenOption.WRITE);
    }

    File readEnd() {
        return named(read);
    }

    File writeEnd() {
        return named(write);
    }

    @Override
    public void close() {
        libc.close(read);
        libc.close(write);
    }

    private static File named(int descriptor) {
        return new File("/proc/self/fd/" + descriptor);
    }
}
