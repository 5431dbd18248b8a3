// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.log.Reason;

/// A file that is appended to until it would grow too large: then it becomes `FILE.1`, what was that becomes
/// `FILE.2`, and so on, up to a number. One that somebody moved away is made anew. Anything but a regular file is
/// only written to.
///
/// Used by one thread.
final class RotatedFile implements Closeable {
    private static final FileAttribute<?> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Path path;
    private final long maxBytes;
    private final int keep;
    private Optional<Open> current = Optional.empty();

    /// `keep`: how many old files stay.
    RotatedFile(Path path, long maxBytes, int keep) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.keep = keep;
    }

    /// `identity` tells whether the path still leads to the same file.
    private record Open(FileChannel channel, boolean regular, Optional<Object> identity) {}

    /// All of it or, on a regular file, nothing of it.
    void append(byte[] line) throws IOException {
        try {
            write(room(line.length), line);
        } catch (IOException e) {
            close();
            throw new IOException("write log file " + path + ": " + Reason.of(e), e);
        }
    }

    private static void write(Open file, byte[] line) throws IOException {
        long before = file.regular() ? file.channel().size() : 0;
        try {
            for (var left = ByteBuffer.wrap(line); left.hasRemaining(); ) {
                file.channel().write(left);
            }
        } catch (IOException e) {
            if (file.regular()) {
                file.channel().truncate(before);
            }
            throw e;
        }
    }

    private Open room(int bytes) throws IOException {
        var file = opened();
        if (!file.regular() || file.channel().size() == 0 || file.channel().size() + bytes <= maxBytes) {
            return file;
        }
        close();
        rotate();
        return opened();
    }

    private Open opened() throws IOException {
        if (current.isPresent() && !current.orElseThrow().identity().equals(identity())) {
            close();
        }
        if (current.isEmpty()) {
            var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            var channel = FileChannel.open(path, options, MODE);
            current = Optional.of(new Open(channel, Files.isRegularFile(path), identity()));
        }
        return current.orElseThrow();
    }

    private Optional<Object> identity() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty(); // moved away: opening it anew says what is wrong
        }
    }

    private void rotate() throws IOException {
        for (int i = keep; i > 0; i--) {
            var from = i == 1 ? path : old(i - 1);
            if (Files.exists(from)) {
                Files.move(from, old(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(path);
    }

    private Path old(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            var channel = current.orElseThrow().channel();
            current = Optional.empty();
            channel.close();
        }
    }
}
