// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.Entry.Standing;
import org.jzrepl.plugins.Roster.Line;
import org.jzrepl.plugins.Succession.Incumbent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes what is installed. Used by one thread at a time.
final class Installer {
    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);
    /// Without them there is no daemon: their update is the distribution's.
    private static final Set<String> NOT_PLUGINS = Set.of(
            "org.jzrepl.core",
            "org.jzrepl.logging",
            "org.jzrepl.plugins",
            "org.jzrepl.config-yaml",
            "org.jzrepl.control-socket");

    private final Store store;
    private final Shelf shelf;
    private final Roster roster;
    private final Pipeline pipeline;
    private final Succession succession;
    private final Formers formers;

    Installer(Store store, Shelf shelf, Roster roster, Pipeline pipeline, Succession succession, Formers formers) {
        this.store = store;
        this.shelf = shelf;
        this.roster = roster;
        this.pipeline = pipeline;
        this.succession = succession;
        this.formers = formers;
    }

    /// How a file got here, and what the operator said about it.
    ///
    /// @param replaces whether other versions of the same name make way
    record Intake(Origin origin, Signature signature, boolean accepted, boolean replaces) {}

    /// Brings up everything that was installed: all laid first, so that they find each other.
    void bringUpAll() throws IOException, InterruptedException {
        var marked = store.marked();
        for (var entry : store.entries()) {
            pipeline.lay(examined(entry, marked));
        }
        store.unmark();
        roster.lines().stream().map(line -> line.id().name()).distinct().forEach(formers::keepLatest);
        for (var line : roster.lines()) {
            pipeline.resolve(line);
        }
        for (var line : roster.lines()) {
            if (line.state() == State.RESOLVED && line.entry().isToBeStarted()) {
                var tried = pipeline.start(line);
                var old = line.entry().override()
                        ? succession.incumbents(line.id().name())
                        : List.<Incumbent>of();
                tried.trial()
                        .ifPresent(trial -> succession.succeed(
                                line.bundle().orElseThrow(), trial, others(old, tried.line()), Standing.FORMER));
            }
        }
    }

    private Entry examined(Entry entry, Optional<String> marked) {
        if (marked.filter(entry.id()::isMeantBy).isPresent()) {
            return remembered(entry.quarantined(
                    "ended the JVM when it was started; " + entry.id().triedAgain()));
        }
        if (entry.standing() != Standing.FORMER && !store.isIntact(entry)) {
            return remembered(entry.quarantined("its file in the plug-in store was changed: install it anew"));
        }
        return entry;
    }

    private Entry remembered(Entry entry) {
        LOG.atError()
                .addKeyValue("plugin", entry.id())
                .addKeyValue("reason", entry.quarantine().orElse(""))
                .log("plug-in is quarantined");
        pipeline.save(entry);
        return entry;
    }

    /// The whole pipeline for a staged file. What cannot be wired is refused; what fails to start stays,
    /// quarantined.
    Line install(Staged staged, Intake intake) throws PluginRefusedException, InterruptedException {
        requireNew(staged);
        var old = intake.replaces() ? succession.incumbents(staged.id().name()) : List.<Incumbent>of();
        var line = pipeline.resolve(pipeline.lay(stored(staged, intake)));
        if (line.state() == State.QUARANTINED) {
            return line;
        }
        if (line.state() != State.RESOLVED && intake.origin() == Origin.COMMAND) {
            discard(line);
            throw new PluginRefusedException(line.id() + " " + line.reason());
        }
        return line.state() == State.RESOLVED ? bringUp(line, old, Standing.FORMER) : line;
    }

    /// Starts a resolved plug-in in the place of `old`, and then those that waited for what it exports.
    private Line bringUp(Line line, List<Incumbent> old, Standing afterwards) throws InterruptedException {
        var tried = pipeline.start(line);
        if (tried.trial().isPresent()) {
            succession.succeed(line.bundle().orElseThrow(), tried.trial().orElseThrow(), others(old, line), afterwards);
            LOG.atInfo().addKeyValue("plugin", line.id()).log("plug-in is active");
            bringUpWaiting();
        }
        return roster.line(line.id()).orElse(tried.line());
    }

    private static List<Incumbent> others(List<Incumbent> old, Line fresh) {
        return old.stream()
                .filter(one -> fresh.bundle().filter(one.bundle()::equals).isEmpty())
                .toList();
    }

    private void bringUpWaiting() throws InterruptedException {
        for (var waiting : roster.lines()) {
            boolean unresolved = waiting.state() == State.INSTALLED || waiting.state() == State.INCOMPATIBLE;
            if (unresolved
                    && pipeline.resolve(waiting).state() == State.RESOLVED
                    && waiting.entry().isToBeStarted()) {
                bringUp(roster.line(waiting.id()).orElse(waiting), List.of(), Standing.FORMER);
            }
        }
    }

    private void requireNew(Staged staged) throws PluginRefusedException {
        var id = staged.id();
        if (NOT_PLUGINS.contains(id.name())) {
            throw new PluginRefusedException(
                    id.name() + " belongs to the distribution, and everything hangs on it: update the distribution");
        }
        if (shelf.distribution(id.name())
                .filter(bundle -> bundle.getVersion().equals(id.version()))
                .isPresent()) {
            throw new PluginRefusedException(id + " has the version of the distribution's: give it a higher one");
        }
        var same = roster.line(id);
        if (same.filter(line -> line.entry().sha256().equals(staged.sha256()) && !line.isFormer())
                .filter(line -> store.isIntact(line.entry()))
                .isPresent()) {
            throw new PluginRefusedException(id + " is installed already");
        }
        if (same.isPresent()) {
            // one version cannot lie beside itself
            LOG.atWarn().addKeyValue("plugin", id).log("same version again: jobs that use it are interrupted");
            pipeline.takeOut(same.orElseThrow());
        }
    }

    private Entry stored(Staged staged, Intake intake) throws PluginRefusedException {
        // also where that one has been stopped by hand: at the next start it is there
        boolean overrides =
                intake.replaces() && shelf.distribution(staged.id().name()).isPresent();
        boolean vouched = intake.signature().trusted() || intake.accepted();
        var entry = new Entry(
                staged.id(),
                staged.source(),
                staged.sha256(),
                intake.origin(),
                intake.signature(),
                intake.accepted() && !intake.signature().trusted(),
                overrides,
                Standing.ENABLED,
                vouched ? Optional.empty() : Optional.of(unvouched(intake.signature(), staged.id())),
                Instant.now());
        try {
            store.add(staged, entry);
            return entry;
        } catch (IOException e) {
            throw new PluginRefusedException("keep " + staged.id() + " in the plug-in store: " + e.getMessage(), e);
        }
    }

    static String unvouched(Signature signature, PluginId id) {
        return "is " + signature + ": plugin enable " + id.name() + ", if you trust it";
    }

    /// As if it had never been there.
    private void discard(Line line) throws PluginRefusedException {
        pipeline.takeOut(line);
        try {
            store.remove(line.id());
        } catch (IOException e) {
            throw new PluginRefusedException("remove " + line.id() + " from the plug-in store: " + e.getMessage(), e);
        }
    }

    Line enable(Line line) throws PluginRefusedException, InterruptedException {
        if (line.isUp() && line.runs()) {
            throw new PluginRefusedException(line.id() + " is active already");
        }
        if (!store.isIntact(line.entry())) {
            throw new PluginRefusedException(
                    "the file of " + line.id() + " was changed: remove it and install it anew");
        }
        pipeline.takeOut(line);
        var entry = line.entry().released();
        pipeline.save(entry);
        var resolved = pipeline.resolve(pipeline.lay(entry));
        var old = entry.override() ? succession.incumbents(entry.id().name()) : List.<Incumbent>of();
        return resolved.state() == State.RESOLVED ? bringUp(resolved, old, Standing.DISABLED) : resolved;
    }

    /// Jobs that use it have ended when this returns; they wait for it. Where the distribution has a bundle
    /// of that name, that one takes over instead.
    Line disable(Line line) throws PluginRefusedException, InterruptedException {
        if (line.isUp() && line.entry().override()) {
            return backToDistribution(line);
        }
        line.bundle().filter(_ -> line.isInPlace()).ifPresent(pipeline::stop);
        var entry = line.entry().standing(Standing.DISABLED);
        pipeline.save(entry);
        return roster.put(new Line(entry, line.bundle(), line.isUp() ? State.RESOLVED : line.state(), "disabled"));
    }

    Line rollback(String name) throws PluginRefusedException, InterruptedException {
        var current = roster.of(name).stream().filter(Line::isInPlace).toList();
        var former = roster.of(name).stream()
                .filter(Line::isFormer)
                .max(Comparator.comparing(line -> line.entry().since()));
        if (former.isPresent()) {
            var entry = former.orElseThrow().entry().standing(Standing.ENABLED);
            roster.remove(entry.id());
            pipeline.save(entry);
            var line = pipeline.resolve(pipeline.lay(entry));
            return line.state() == State.RESOLVED ? bringUp(line, incumbents(current), Standing.DISABLED) : line;
        }
        var override = current.stream().filter(line -> line.entry().override()).findFirst();
        if (override.isEmpty()) {
            throw new PluginRefusedException("there is no former version of " + name + " to go back to");
        }
        return backToDistribution(override.orElseThrow());
    }

    private Line backToDistribution(Line override) throws PluginRefusedException, InterruptedException {
        var name = override.id().name();
        var old = incumbents(roster.of(name).stream().filter(Line::isInPlace).toList());
        var bundle = shelf.distribution(name)
                .orElseThrow(() -> new PluginRefusedException("the distribution has no bundle " + name));
        pipeline.startAgain(bundle, trial -> succession.succeed(bundle, trial, old, Standing.DISABLED));
        return roster.line(override.id()).orElse(override);
    }

    private static List<Incumbent> incumbents(List<Line> lines) {
        return lines.stream().map(Incumbent::of).toList();
    }

    /// It, and those of its other versions that are superfluous without it.
    Line remove(Line line, Predicate<Line> superfluous) throws PluginRefusedException, InterruptedException {
        var rest = new ArrayList<>(roster.of(line.id().name()));
        discard(line.isUp() && line.entry().override() ? backToDistribution(line) : line);
        for (var other : rest) {
            if (superfluous.test(other) && !other.id().equals(line.id())) {
                discard(other);
            }
        }
        return new Line(line.entry(), Optional.empty(), State.RESOLVED, "removed");
    }
}
