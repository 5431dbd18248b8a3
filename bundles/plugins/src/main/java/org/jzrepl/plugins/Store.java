// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.log.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plug-ins on disk: for each a jar and an [Entry], in a folder that is the daemon's alone. Survives the
/// framework's cache, which is a process's own.
///
/// Every file is replaced as a whole. Used by one thread at a time.
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String ENTRY = ".properties";

    private final Path folder;

    private Store(Path folder) {
        this.folder = folder;
    }

    /// @throws IOException if others could put something there
    static Store at(Path folder) throws IOException {
        makePrivate(folder);
        makePrivate(folder.resolve("staging"));
        try (var left = Files.list(folder.resolve("staging"))) {
            for (var file : left.toList()) {
                Files.delete(file);
            }
        }
        return new Store(folder);
    }

    /// Makes the folder if need be, and refuses one that others than this process's user may change.
    static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new IOException(
                    "folder " + folder + " can be written by others, who could put code there: chmod go-w");
        }
        var mine = Files.createTempFile(folder, "owner", "");
        var self = Files.getOwner(mine);
        Files.delete(mine);
        var owner = Files.getOwner(folder);
        if (!owner.equals(self)) {
            throw new IOException(
                    "folder " + folder + " belongs to " + owner + ": give it to the daemon's user, " + self);
        }
    }

    Path staging() {
        return folder.resolve("staging");
    }

    Path jar(PluginId id) {
        return folder.resolve(id.name() + "_" + id.version() + ".jar");
    }

    private Path entry(PluginId id) {
        return folder.resolve(id.name() + "_" + id.version() + ENTRY);
    }

    List<Entry> entries() throws IOException {
        try (var files = Files.list(folder)) {
            var found = new ArrayList<Entry>();
            for (var file :
                    files.filter(path -> path.toString().endsWith(ENTRY)).toList()) {
                read(file).ifPresent(found::add);
            }
            found.sort(Comparator.comparing(Entry::id));
            return List.copyOf(found);
        }
    }

    /// One that is damaged must not keep the others from being started.
    private static Optional<Entry> read(Path file) {
        try {
            return Optional.of(EntryFile.read(file));
        } catch (IOException e) {
            LOG.atError().addKeyValue("err", Reason.of(e)).log("plug-in is lost");
            return Optional.empty();
        }
    }

    /// Takes a staged file over.
    void add(Staged staged, Entry entry) throws IOException {
        Files.move(staged.file(), jar(entry.id()), StandardCopyOption.ATOMIC_MOVE);
        save(entry);
    }

    void save(Entry entry) throws IOException {
        var fresh = staging().resolve("entry");
        EntryFile.write(fresh, entry);
        Files.move(fresh, entry(entry.id()), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(PluginId id) throws IOException {
        Files.deleteIfExists(entry(id));
        Files.deleteIfExists(jar(id));
    }

    /// Whether the jar is still what was installed.
    boolean isIntact(Entry entry) {
        try {
            return Staged.sha256(jar(entry.id())).equals(entry.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    /// Written before a bundle gets to run, removed when it has: found at a start, it names the one that
    /// ended the JVM.
    void mark(PluginId id) throws IOException {
        Files.writeString(markFile(), id.name() + "@" + id.version());
    }

    void unmark() throws IOException {
        Files.deleteIfExists(markFile());
    }

    Optional<String> marked() throws IOException {
        try {
            return Optional.of(Files.readString(markFile()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path markFile() {
        return folder.resolve("activating");
    }
}
