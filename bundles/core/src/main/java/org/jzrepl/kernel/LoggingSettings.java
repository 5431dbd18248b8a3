// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;

/// Reads `global.logging` (`configuration.md` 8.1).
record LoggingSettings(SupplierTable table, OwnedSuppliers suppliers) {
    private static final String KEY = "logging";
    private static final String STANDARD = "stdout";
    private static final String STANDARD_FORMAT = "human";

    /// The outlets, the first of which hears of the others' failures, and what the file says about them.
    record Outlets(List<LogFanout.Outlet> all, Effective.Listing effective) {
        Outlets {
            all = List.copyOf(all);
        }
    }

    Outlets read(Section global) throws ConfigException {
        var sections = global.sections(KEY);
        if (sections.isEmpty()) {
            return global.has(KEY) ? bare(global.section("")) : standard(global.section(""));
        }
        var problems = new Problems();
        var outlets = new ArrayList<LogFanout.Outlet>();
        for (var section : sections) {
            problems.check(() -> outlets.add(outlet(section)));
        }
        problems.throwIfAny();
        refuseSecondOnes(sections, outlets);
        var effective = sections.stream().<Effective>map(Section::effective).toList();
        return new Outlets(outlets, new Effective.Listing(effective));
    }

    private LogFanout.Outlet outlet(Section section) throws ConfigException {
        var part = suppliers.<LogOutletFactory, LogOutlet>part(LogOutletFactory.class, section, this::create);
        return new LogFanout.Outlet(
                level(section.unread()), part, section.effective().values());
    }

    private LogOutlet create(LogOutletFactory factory, Section outlet) throws ConfigException {
        var problems = new Problems();
        problems.attempt(() -> level(outlet));
        var format = problems.attempt(() -> format(outlet, outlet.required("format", Words::nonEmpty)));
        var made = problems.attempt(() -> factory.create(outlet, format.orElse((entry, _) -> entry.message())));
        problems.throwIfAny();
        return made.orElseThrow();
    }

    private static Level level(Section outlet) throws ConfigException {
        return outlet.required("level", Words.oneOf("", Level.values()));
    }

    private LogFormat format(Section outlet, String type) throws ConfigException {
        var wanted = Wanted.any(LogFormat.class, type);
        if (table.best(wanted).isEmpty() && !table.isAnnounced(wanted)) {
            throw outlet.wrong("format", "\"" + type + "\" is none of " + table.installed(LogFormat.class));
        }
        return new LeasedFormat(suppliers.part(LogFormat.class, type));
    }

    private void refuseSecondOnes(List<Section> sections, List<LogFanout.Outlet> outlets) throws ConfigException {
        var problems = new Problems();
        for (int i = 0; i < outlets.size(); i++) {
            var type = outlets.get(i).part().type();
            var section = sections.get(i);
            boolean isSecond = outlets.subList(0, i).stream()
                    .anyMatch(before -> before.part().type().equals(type));
            if (isSecond && isOnlyOnce(type)) {
                problems.check(() -> {
                    throw section.wrong("type", "only one outlet of type " + type + " is possible: remove this one");
                });
            }
        }
        problems.throwIfAny();
    }

    private boolean isOnlyOnce(String type) {
        return table.best(Wanted.any(LogOutletFactory.class, type))
                .filter(supplier -> ((LogOutletFactory) supplier.service()).isOnlyOnce())
                .isPresent();
    }

    /// Where the file says nothing: warnings to standard output.
    private Outlets standard(Section nothing) throws ConfigException {
        var outlet = standardOutlet(nothing, Set.of(LogFormat.Part.values()));
        var effective = Effective.Mapping.EMPTY
                .with("type", Effective.Value.byDefault(STANDARD, STANDARD))
                .with("level", Effective.Value.byDefault("warn", "warn"))
                .with("format", Effective.Value.byDefault(STANDARD_FORMAT, STANDARD_FORMAT));
        for (var read : nothing.effective().entries().entrySet()) {
            effective = effective.with(read.getKey(), read.getValue());
        }
        return new Outlets(List.of(outlet), new Effective.Listing(List.of(effective)));
    }

    /// Where it has an empty list: the same without time, level and colour.
    private Outlets bare(Section nothing) throws ConfigException {
        return new Outlets(List.of(standardOutlet(nothing, Set.of())), new Effective.Listing(List.of()));
    }

    private LogFanout.Outlet standardOutlet(Section nothing, Set<LogFormat.Part> allowed) throws ConfigException {
        var part = suppliers.<LogOutletFactory, LogOutlet>part(
                LogOutletFactory.class, nothing, STANDARD, (factory, section) -> {
                    var format = format(section, STANDARD_FORMAT);
                    return factory.create(section, (entry, shown) -> format.line(entry, both(shown, allowed)));
                });
        var configured = Effective.Mapping.EMPTY.with(allowed.isEmpty() ? "bare" : "standard", nothing.effective());
        return new LogFanout.Outlet(Level.WARN, part, configured.values());
    }

    private static Set<LogFormat.Part> both(Set<LogFormat.Part> some, Set<LogFormat.Part> others) {
        return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
    }
}
