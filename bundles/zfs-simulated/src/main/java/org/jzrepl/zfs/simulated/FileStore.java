// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.zfs.ZfsException;

/// Keeps the world in a file that several processes may use at once: a daemon, and the command that changes files
/// for a demonstration. A side file is locked around each operation; the file itself is replaced as a whole.
///
/// What was read last is guarded by the object's own lock.
final class FileStore implements Store {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(1);

    private final Path file;
    private final Path lock;
    private Optional<Read> last = Optional.empty();

    FileStore(Path file) {
        this.file = file.toAbsolutePath();
        this.lock = this.file.resolveSibling(this.file.getFileName() + ".lock");
    }

    /// A world as it was when the file had this time and size.
    private record Read(FileTime modified, long size, World world) {}

    @Override
    public synchronized World now() throws ZfsException, InterruptedException {
        return locked(this::read);
    }

    @Override
    public synchronized void change(Change change) throws ZfsException, InterruptedException {
        locked(() -> {
            var next = change.next(read());
            write(next);
            return next;
        });
    }

    private interface Action {
        World run() throws IOException;
    }

    private World locked(Action action) throws ZfsException, InterruptedException {
        try {
            Files.createDirectories(lock.getParent());
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = lock(channel)) {
                return action.run();
            }
        } catch (ZfsException e) {
            throw e;
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.interrupted();
            throw new InterruptedException("simulated pools in " + file + ": interrupted");
        } catch (IOException e) {
            throw new ZfsException("simulated pools in " + file + ": " + e, e);
        }
    }

    /// The system locks between processes only. In this one another store may have the lock: that of an older
    /// version of the bundle, whose last work is under way.
    private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private World read() throws IOException {
        if (!Files.exists(file)) {
            return World.EMPTY;
        }
        var modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        var known = last.filter(read -> read.modified().equals(modified) && read.size() == size);
        if (known.isPresent()) {
            return known.orElseThrow().world();
        }
        var world = WorldCodec.read(new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file))));
        last = Optional.of(new Read(modified, size, world));
        return world;
    }

    private void write(World world) throws IOException {
        var bytes = new ByteArrayOutputStream();
        WorldCodec.write(world, new DataOutputStream(bytes));
        var owner = PosixFilePermissions.asFileAttribute(Set.of(
                java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                java.nio.file.attribute.PosixFilePermission.OWNER_WRITE));
        var temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", owner);
        Files.write(temporary, bytes.toByteArray());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        last = Optional.of(new Read(Files.getLastModifiedTime(file), Files.size(file), world));
    }
}
