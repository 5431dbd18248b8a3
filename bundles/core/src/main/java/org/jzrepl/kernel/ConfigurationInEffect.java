// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration that the daemon runs with, and how another takes its place: whatever can fail comes before
/// the first change.
///
/// Its own lock makes one reload of several; nobody else waits for it.
final class ConfigurationInEffect implements Configurations, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationInEffect.class);

    private final Source source;
    private final Supervisor supervisor;
    private final LogFanout logs;
    private final Function<Configurations, Operations> operations;
    private final List<ControlPoint> points;
    private Configuration current;
    private ControlPlaces places;

    /// Claims every place for operators.
    ///
    /// @param operations what operators may do, given this
    /// @param points grows and shrinks as front ends come and go
    ConfigurationInEffect(
            Configuration first,
            Source source,
            Supervisor supervisor,
            LogFanout logs,
            Function<Configurations, Operations> operations,
            List<ControlPoint> points)
            throws IOException {
        this.current = first;
        this.source = source;
        this.supervisor = supervisor;
        this.logs = logs;
        this.operations = operations;
        this.points = points;
        this.places = ControlPlaces.open(first.global().controlSocket(), points, operations.apply(this));
    }

    /// Where the configuration comes from, with the plug-ins that it asks for.
    interface Source {
        /// Brings in those that the next [#load] may need.
        void prepare() throws InterruptedException;

        Configuration load() throws ConfigException;

        /// Removes those that only an earlier one needed.
        void settle(Configuration inEffect) throws InterruptedException;
    }

    @Override
    public synchronized Change compare() throws ConfigException {
        return change(source.load());
    }

    @Override
    public synchronized Change reload() throws ConfigException, IOException, InterruptedException {
        source.prepare();
        var next = source.load();
        var change = change(next);
        var newPlaces = newPlaces(next);
        logs.exchange(next.global().outlets());
        var merged = next.inPlaceOf(current);
        supervisor.exchange(merged.slots(), merged.global().zfs());
        current = merged;
        log(change);
        if (newPlaces.isPresent()) {
            places.close();
            places = newPlaces.orElseThrow();
        }
        source.settle(next);
        return change;
    }

    @Override
    public synchronized Effective.Mapping effective() {
        return current.effective();
    }

    @Override
    public synchronized void close() throws IOException {
        places.close();
    }

    private Optional<ControlPlaces> newPlaces(Configuration next) throws IOException {
        var path = next.global().controlSocket();
        return path.equals(places.path())
                ? Optional.empty()
                : Optional.of(ControlPlaces.open(path, points, operations.apply(this)));
    }

    private Change change(Configuration next) {
        var before = names(current.slots());
        var after = names(next.slots());
        return new Change(
                after.stream().filter(name -> !before.contains(name)).toList(),
                next.slots().stream()
                        .filter(slot -> before.contains(slot.name())
                                && current.sameAs(slot).isEmpty())
                        .map(Slot::name)
                        .toList(),
                before.stream().filter(name -> !after.contains(name)).toList(),
                Difference.between(current.effective(), next.effective()),
                next.warnings());
    }

    private static List<JobName> names(List<Slot> slots) {
        return slots.stream().map(Slot::name).toList();
    }

    private static void log(Change change) {
        LOG.atInfo()
                .addKeyValue("added", change.added())
                .addKeyValue("changed", change.changed())
                .addKeyValue("removed", change.removed())
                .addKeyValue("values", change.difference().size())
                .log("configuration reloaded");
        change.warnings().forEach(ConfigurationInEffect::warn);
    }

    static void warn(ConfigException.Problem warning) {
        LOG.atWarn().addKeyValue("warning", warning).log("configuration is accepted with a warning");
    }
}
