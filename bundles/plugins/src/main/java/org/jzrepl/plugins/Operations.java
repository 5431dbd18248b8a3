// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins;
import org.jzrepl.api.plugin.PluginSettings;
import org.jzrepl.plugins.Installer.Intake;
import org.jzrepl.plugins.Roster.Line;

/// What operators ask for, one at a time.
final class Operations implements Plugins {
    private final Store store;
    private final Roster roster;
    private final Installer installer;
    private final Views views;
    private final Lock changes;
    private volatile PluginSettings settings;

    Operations(Store store, Roster roster, Installer installer, Views views, Lock changes, PluginSettings settings) {
        this.store = store;
        this.roster = roster;
        this.installer = installer;
        this.views = views;
        this.changes = changes;
        this.settings = settings;
    }

    void reconfigure(PluginSettings now) {
        settings = now;
    }

    PluginSettings settings() {
        return settings;
    }

    @Override
    public List<Plugin> plugins() {
        return views.all();
    }

    @Override
    public Plugin install(String source, boolean unsigned) throws PluginRefusedException, InterruptedException {
        return exclusively(() -> {
            var staged = sources().fetch(source);
            return views.of(installer.install(staged, intake(staged, Origin.COMMAND, unsigned, false)));
        });
    }

    @Override
    public Plugin update(String name, Optional<String> source, boolean unsigned)
            throws PluginRefusedException, InterruptedException {
        return exclusively(() -> {
            var staged = sources().fetch(source.isPresent() ? source.orElseThrow() : sourceOf(name));
            if (!staged.id().name().equals(name)) {
                throw new PluginRefusedException(
                        staged.source() + " is " + staged.id() + ", not a version of " + name + ": plugin install it");
            }
            return views.of(installer.install(staged, intake(staged, Origin.COMMAND, unsigned, true)));
        });
    }

    private String sourceOf(String name) throws PluginRefusedException {
        return roster.of(name).stream()
                .filter(line -> !line.isFormer())
                .max(Comparator.comparing(Line::isInPlace))
                .map(line -> line.entry().source())
                .orElseThrow(() -> new PluginRefusedException(
                        "no version of " + name + " is known to have come from anywhere: name the new one's source"));
    }

    @Override
    public Plugin change(String plugin, Change change) throws PluginRefusedException, InterruptedException {
        return exclusively(() -> views.of(
                switch (change) {
                    case ROLLBACK -> installer.rollback(plugin);
                    case ENABLE -> installer.enable(roster.meant(plugin));
                    case DISABLE -> installer.disable(roster.meantToEnd(plugin));
                    case REMOVE ->
                        remove(roster.meantToEnd(plugin), plugin.contains("@") ? Line::isFormer : line -> !line.isUp());
                }));
    }

    /// With those versions of the same bundle that are `superfluous`.
    private Line remove(Line line, Predicate<Line> superfluous) throws PluginRefusedException, InterruptedException {
        switch (line.entry().origin()) {
            case PINNED ->
                throw new PluginRefusedException(
                        line.id() + " is pinned: take it out of global.plugins.pinned and reload the configuration");
            case FOLDER -> deleteDropped(Path.of(line.entry().source()));
            default -> {} // there is no file but ours
        }
        return installer.remove(line, superfluous);
    }

    private static void deleteDropped(Path file) throws PluginRefusedException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PluginRefusedException("remove " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> doctor() {
        var findings = new ArrayList<String>();
        try {
            SignatureCheck.with(settings.keyStore(), settings.keyStorePasswordFile());
        } catch (PluginRefusedException e) {
            findings.add(e.getMessage());
        }
        findings.addAll(views.findings());
        findings.sort(Comparator.naturalOrder());
        return findings;
    }

    /// What stands in the status as long as it lasts.
    List<String> warnings() {
        return views.ills().map(ill -> "plug-in " + ill).toList();
    }

    Sources sources() {
        return new Sources(settings.repository(), store.staging());
    }

    /// Checks the signature; the yes to an unsigned one is asked for here, but for jars of the folder, which
    /// wait.
    Intake intake(Staged staged, Origin origin, boolean unsigned, boolean replaces) throws PluginRefusedException {
        var signature = SignatureCheck.with(settings.keyStore(), settings.keyStorePasswordFile())
                .of(staged);
        if (!signature.trusted() && !unsigned && origin != Origin.FOLDER) {
            throw new PluginRefusedException(staged.id() + " is " + signature + ": "
                    + (signature.signer().isEmpty()
                            ? "get one that is signed"
                            : "add the signer's certificate to " + keyStore())
                    + ", or say yes to it with "
                    + (origin == Origin.PINNED ? "unsigned: true beside its sha256" : "--unsigned"));
        }
        return new Intake(origin, signature, unsigned, replaces);
    }

    private String keyStore() {
        return settings.keyStore().map(Path::toString).orElse("a key store and name it as global.plugins.keystore");
    }

    @FunctionalInterface
    interface Doing<T> {
        T make() throws PluginRefusedException, InterruptedException;
    }

    <T> T exclusively(Doing<T> doing) throws PluginRefusedException, InterruptedException {
        changes.lockInterruptibly();
        try {
            return doing.make();
        } finally {
            changes.unlock();
        }
    }
}
