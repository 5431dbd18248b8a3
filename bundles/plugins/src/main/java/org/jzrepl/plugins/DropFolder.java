// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.plugins.Roster.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder into which an operator drops jars: one that appears is installed, one that changes replaces what it
/// was, one that vanishes is removed. Looked at by one thread.
final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);

    private final Path folder;
    private final Operations operations;
    private final Installer installer;
    private final Roster roster;
    private final Rejects rejects;
    private final Map<Path, Look> lastLooks = new HashMap<>();
    private final Map<Path, Look> taken = new HashMap<>();

    DropFolder(Path folder, Operations operations, Installer installer, Roster roster, Rejects rejects) {
        this.folder = folder;
        this.operations = operations;
        this.installer = installer;
        this.roster = roster;
        this.rejects = rejects;
    }

    private record Look(long size, FileTime modified) {
        static Look at(Path file) throws IOException {
            return new Look(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /// Takes what has come to rest: a file that looks as it did last time is not being copied any more.
    void look() throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Store.makePrivate(folder);
            takeAll();
            rejects.remove(folder.toString());
        } catch (IOException e) {
            reject(folder, "is not looked at: " + e.getMessage());
        }
    }

    private void takeAll() throws IOException, InterruptedException {
        var looks = new HashMap<Path, Look>();
        for (var file : jars()) {
            var now = Look.at(file);
            looks.put(file, now);
            if (now.equals(lastLooks.get(file)) && !now.equals(taken.get(file))) {
                take(file);
                taken.put(file, now);
            }
        }
        forgetAllBut(looks);
        lastLooks.clear();
        lastLooks.putAll(looks);
    }

    private void reject(Path place, String why) {
        if (rejects.put(Origin.FOLDER, place.toString(), why)) {
            LOG.atError().addKeyValue("file", place).addKeyValue("err", why).log("plug-in is not taken");
        }
    }

    private List<Path> jars() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private void take(Path file) throws InterruptedException {
        var source = file.toString();
        try {
            operations.exclusively(() -> {
                var staged = operations.sources().fetch(source);
                if (isThere(staged)) {
                    return staged;
                }
                boolean replaces = !dropped(source).isEmpty();
                installer.install(staged, operations.intake(staged, Origin.FOLDER, false, replaces));
                return staged;
            });
            rejects.remove(source);
        } catch (PluginRefusedException e) {
            reject(file, e.getMessage());
        }
    }

    private boolean isThere(Staged staged) {
        return roster.line(staged.id())
                .filter(line -> line.entry().sha256().equals(staged.sha256()) && !line.isFormer())
                .isPresent();
    }

    private List<Line> dropped(String source) {
        return roster.lines().stream()
                .filter(line -> line.entry().origin() == Origin.FOLDER && !line.isFormer())
                .filter(line -> line.entry().source().equals(source))
                .toList();
    }

    private void forgetAllBut(Map<Path, Look> there) throws InterruptedException {
        var gone = new HashSet<>(rejects.sources(Origin.FOLDER));
        roster.lines().stream()
                .filter(line -> line.entry().origin() == Origin.FOLDER && !line.isFormer())
                .forEach(line -> gone.add(line.entry().source()));
        for (var source : gone) {
            if (Path.of(source).startsWith(folder)
                    && !Path.of(source).equals(folder)
                    && !there.containsKey(Path.of(source))) {
                rejects.remove(source);
                remove(source);
            }
        }
        taken.keySet().retainAll(there.keySet());
    }

    private void remove(String source) throws InterruptedException {
        for (var line : dropped(source)) {
            try {
                operations.exclusively(() -> installer.remove(line, Line::isFormer));
                LOG.atInfo().addKeyValue("plugin", line.id()).log("plug-in whose file is gone is removed");
            } catch (PluginRefusedException e) {
                LOG.atWarn().addKeyValue("plugin", line.id()).setCause(e).log("plug-in cannot be removed");
            }
        }
    }
}
