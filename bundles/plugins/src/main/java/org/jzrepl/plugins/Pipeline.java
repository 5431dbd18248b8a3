// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.plugins.Roster.Line;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one stored plug-in from its file to active: installed, resolved, started on trial, admitted.
///
/// What an operator sees of a failure is the state of the plug-in. Used by one thread at a time.
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Store store;
    private final Shelf shelf;
    private final Roster roster;
    private final Activation activation;
    private final Swaps swaps;

    Pipeline(Store store, Shelf shelf, Roster roster, Activation activation, Swaps swaps) {
        this.store = store;
        this.shelf = shelf;
        this.roster = roster;
        this.activation = activation;
        this.swaps = swaps;
    }

    /// Puts the bundle into the framework without starting it, so that what it announces can be waited for.
    Line lay(Entry entry) {
        if (entry.standing() == Entry.Standing.FORMER) {
            return roster.put(new Line(entry, Optional.empty(), State.RESOLVED, "former version, kept for a rollback"));
        }
        try {
            var bundle = Optional.of(shelf.install(entry.id(), store.jar(entry.id())));
            if (entry.quarantine().isPresent()) {
                return roster.put(new Line(
                        entry, bundle, State.QUARANTINED, entry.quarantine().orElseThrow()));
            }
            return roster.put(new Line(entry, bundle, State.INSTALLED, ""));
        } catch (BundleException e) {
            return roster.put(
                    new Line(entry, Optional.empty(), State.QUARANTINED, "cannot be installed: " + e.getMessage()));
        }
    }

    /// Resolves it, if it can be.
    Line resolve(Line line) {
        if (line.state() == State.QUARANTINED || line.bundle().isEmpty() || line.isUp()) {
            return line;
        }
        var missing = shelf.resolve(line.bundle().orElseThrow());
        return roster.put(new Line(
                line.entry(),
                line.bundle(),
                missing.map(Unresolved::state).orElse(State.RESOLVED),
                missing.map(Unresolved::reason).orElseGet(() -> line.entry().isToBeStarted() ? "" : "disabled")));
    }

    /// Starts it on trial. Its suppliers are not used before the trial is admitted.
    Tried start(Line line) throws InterruptedException {
        var bundle = line.bundle().orElseThrow();
        var trial = swaps.hold(bundle.getBundleId());
        var outcome = activate(line.id(), bundle);
        return switch (outcome) {
            case Activation.Outcome.Started _ -> tried(line, bundle, trial);
            case Activation.Outcome.Threw(var why) -> new Tried(quarantine(line, why), Optional.empty());
            case Activation.Outcome.Hangs(var why) -> new Tried(quarantine(line, why), Optional.empty());
        };
    }

    /// A line that is up has a trial that can be admitted.
    record Tried(Line line, Optional<Swaps.Trial> trial) {}

    private Activation.Outcome activate(PluginId id, Bundle bundle) throws InterruptedException {
        try {
            store.mark(id);
            var outcome = activation.start(bundle);
            store.unmark();
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("plug-in store cannot be written", e);
        }
    }

    private Tried tried(Line line, Bundle bundle, Swaps.Trial trial) {
        var complaints = trial.complaints();
        if (!complaints.isEmpty()) {
            stop(bundle);
            return new Tried(quarantine(line, "refuses the configuration: " + complaints.getFirst()), Optional.empty());
        }
        var missing = missing(bundle);
        return new Tried(
                roster.put(new Line(
                        line.entry(),
                        line.bundle(),
                        missing.isEmpty() ? State.ACTIVE : State.DEGRADED,
                        missing.isEmpty() ? "" : "announces " + missing + " and does not supply it")),
                Optional.of(trial));
    }

    /// What the bundle announces and does not supply.
    String missing(Bundle bundle) {
        var missing = new TreeSet<>(shelf.announced(bundle));
        missing.removeAll(swaps.supplied(bundle.getBundleId()));
        return String.join(", ", missing);
    }

    Line quarantine(Line line, String why) {
        var entry = line.entry().quarantined(why);
        save(entry);
        LOG.atError()
                .addKeyValue("plugin", line.id())
                .addKeyValue("reason", why)
                .log("plug-in is quarantined");
        return roster.put(new Line(entry, line.bundle(), State.QUARANTINED, why));
    }

    void save(Entry entry) {
        try {
            store.save(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("plug-in store cannot be written", e);
        }
    }

    /// Starts a bundle of the distribution that had made way; `then` admits it.
    void startAgain(Bundle bundle, Consumer<Swaps.Trial> then) throws PluginRefusedException {
        var trial = swaps.hold(bundle.getBundleId());
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new PluginRefusedException("start " + bundle + " of the distribution: " + e.getMessage(), e);
        }
        then.accept(trial);
    }

    /// Jobs that use it have ended when this returns. One that somebody has uninstalled behind our back has
    /// stopped.
    void stop(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            LOG.atWarn().addKeyValue("bundle", bundle).setCause(e).log("bundle does not stop cleanly");
        }
    }

    /// Out of the framework, if it has not left by itself; its files stay.
    void takeOut(Line line) throws PluginRefusedException {
        var there = line.bundle().filter(bundle -> bundle.getState() != Bundle.UNINSTALLED);
        if (there.isPresent()) {
            var bundle = there.orElseThrow();
            if (bundle.getState() == Bundle.STARTING || bundle.getState() == Bundle.STOPPING) {
                throw new PluginRefusedException(
                        line.id() + " hangs and is locked until the daemon is restarted; it stays quarantined");
            }
            try {
                stop(bundle);
                shelf.remove(bundle);
            } catch (BundleException e) {
                throw new PluginRefusedException("uninstall " + line.id() + ": " + e.getMessage(), e);
            }
        }
        roster.remove(line.id());
    }
}
