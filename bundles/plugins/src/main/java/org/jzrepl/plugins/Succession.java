// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.plugins.Entry.Standing;
import org.jzrepl.plugins.Roster.Line;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a new version in the place of an old one: beside it, if its work comes in leases that end, else after it.
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final Shelf shelf;
    private final Roster roster;
    private final Pipeline pipeline;
    private final Formers formers;
    private final Swaps swaps;
    private final Threads threads;
    private final Lock changes;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    Succession(
            Shelf shelf,
            Roster roster,
            Pipeline pipeline,
            Formers formers,
            Swaps swaps,
            Threads threads,
            Lock changes) {
        this.shelf = shelf;
        this.roster = roster;
        this.pipeline = pipeline;
        this.formers = formers;
        this.swaps = swaps;
        this.threads = threads;
        this.changes = changes;
    }

    /// A bundle that makes way; one of the distribution has no line.
    record Incumbent(Bundle bundle, Optional<Line> line) {
        static Incumbent of(Line line) {
            return new Incumbent(line.bundle().orElseThrow(), Optional.of(line));
        }

        @Override
        public String toString() {
            return bundle.getSymbolicName() + " " + bundle.getVersion();
        }
    }

    /// Admits `trial` to the new bundle and lets the old ones go.
    void succeed(Bundle fresh, Swaps.Trial trial, List<Incumbent> old, Standing afterwards) {
        boolean whole = shelf.isSwappedWhole(fresh)
                || old.stream()
                        .map(Incumbent::bundle)
                        .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED) // by hand: nobody uses it
                        .anyMatch(shelf::isSwappedWhole);
        if (whole) {
            old.forEach(one -> pipeline.stop(one.bundle()));
            trial.admit();
            old.forEach(one -> leave(one, afterwards));
        } else {
            trial.admit();
            old.forEach(one -> retire(one, afterwards));
        }
    }

    private void retire(Incumbent old, Standing afterwards) {
        var retirement = swaps.retire(old.bundle().getBundleId());
        var dependents = retirement.dependents();
        if (!dependents.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("plugin", old)
                    .addKeyValue("asked_for", dependents)
                    .log("old version stays: the configuration asks for it");
            old.line().ifPresent(line -> roster.put(line.because("kept for " + String.join(", ", dependents))));
            return;
        }
        old.line().ifPresent(line -> {
            pipeline.save(line.entry().standing(afterwards));
            roster.put(line.because("is replaced and leaves when its work is done"));
        });
        waiting.removeIf(thread -> !thread.isAlive());
        waiting.add(threads.start("retire " + old, () -> {
            retirement.awaitIdle();
            changes.lockInterruptibly();
            try {
                leave(old, afterwards);
            } finally {
                changes.unlock();
            }
        }));
    }

    /// Old versions that are in use stay as they are: another session will see to them.
    void abandon() {
        waiting.forEach(Thread::interrupt);
    }

    /// Nothing of it is in use.
    private void leave(Incumbent old, Standing afterwards) {
        if (old.line().isEmpty()) {
            pipeline.stop(old.bundle());
            LOG.atInfo().addKeyValue("plugin", old).log("bundle of the distribution is replaced");
            return;
        }
        var there = roster.line(old.line().orElseThrow().id())
                .filter(now -> now.bundle().filter(old.bundle()::equals).isPresent());
        if (there.isEmpty()) {
            return; // removed by hand meanwhile, or replaced twice while it was in use
        }
        var line = there.orElseThrow();
        try {
            pipeline.takeOut(line);
        } catch (PluginRefusedException e) {
            LOG.atWarn().addKeyValue("plugin", old).setCause(e).log("old version cannot leave");
            return;
        }
        var entry = line.entry().standing(afterwards);
        pipeline.save(entry);
        pipeline.resolve(pipeline.lay(entry));
        LOG.atInfo().addKeyValue("plugin", old).log("old version has left");
        formers.keepLatest(line.id().name());
    }

    /// Those whom a new version of that name replaces.
    List<Incumbent> incumbents(String name) {
        var found = new ArrayList<Incumbent>();
        roster.of(name).stream().filter(Line::isInPlace).map(Incumbent::of).forEach(found::add);
        shelf.distribution(name)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> new Incumbent(bundle, Optional.empty()))
                .ifPresent(found::add);
        return found;
    }
}
