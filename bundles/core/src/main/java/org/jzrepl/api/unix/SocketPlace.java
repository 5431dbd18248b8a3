// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.unix;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A bound Unix socket that is ours alone: nobody answers there, and others cannot reach it.
public record SocketPlace(Path path, ServerSocketChannel channel) implements Closeable {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("------rwx");
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-rw----");

    /// What the socket is for, in messages, and the key that tells where it is.
    public record Purpose(String name, String key) {}

    /// @throws IOException naming a daemon that answers there, or what is wrong with the place
    public static SocketPlace claim(Path path, Purpose purpose) throws IOException {
        requirePrivate(path, purpose);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            requireStale(path, purpose);
            Files.delete(path);
        }
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, MODE);
            return new SocketPlace(path, channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + purpose.name() + " " + path + ": " + e.getMessage(), e);
        }
    }

    private static void requirePrivate(Path path, Purpose purpose) throws IOException {
        var directory = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new IOException("directory " + directory + " of the " + purpose.name()
                    + " does not exist: create it with mode 0750");
        }
        var permissions = Files.getPosixFilePermissions(directory);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException(
                    "directory " + directory + " of the " + purpose.name() + " is open to others: chmod o-rwx it");
        }
    }

    /// Decision 15: two daemons with the same jobs would release each other's holds.
    private static void requireStale(Path path, Purpose purpose) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(
                    purpose.name() + " " + path + " exists and is no socket: remove it, or configure another");
        }
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new DaemonAnswersException(path, purpose);
        } catch (DaemonAnswersException e) {
            throw e;
        } catch (IOException e) {
            return; // nobody answers: left behind by a daemon that was killed
        }
    }

    /// The file goes first: once nobody answers there, it may be another's.
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }

    private static final class DaemonAnswersException extends IOException {
        private static final long serialVersionUID = 1;

        DaemonAnswersException(Path path, Purpose purpose) {
            super("a daemon answers on " + purpose.name() + " " + path + " already: stop it, or set " + purpose.key());
        }
    }
}
