// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.kernel.OwnedSuppliers.Reading;

/// Makes a [Configuration] of a file, or says everything that is wrong with it at once. Opens no socket.
///
/// Used by one thread, for one file.
final class ConfigurationLoader {
    /// Absent in every file: stands for the empty section.
    private static final String NO_SUCH_KEY = "";

    private final ConfigurationReader reader;
    private final SupplierTable table;
    private final Credentials credentials;
    private final Problems problems = new Problems();
    private final List<TablePart<?, ?>> zfs = new ArrayList<>();
    private boolean zfsUnread;
    private Effective.Mapping global = Effective.Mapping.EMPTY;

    ConfigurationLoader(ConfigurationReader reader, SupplierTable table, Credentials credentials) {
        this.reader = reader;
        this.table = table;
        this.credentials = credentials;
    }

    /// Whether certificates, keys and their like are read too.
    enum Credentials {
        CHECKED,
        SKIPPED
    }

    Configuration load(Path file) throws ConfigException {
        var files = reader.read(file);
        files.ignoredGlobals().forEach(ignored -> new GlobalSettings(ignored, table, problems));
        var root = files.main();
        var global = problems.attempt(() -> root.section("global"));
        var settings = global.map(section -> new GlobalSettings(section, table, problems));
        settings.flatMap(GlobalSettings::zfs).ifPresent(zfs::add);
        zfsUnread = settings.flatMap(GlobalSettings::zfsConfigured).isEmpty();
        this.global = global.map(Section::effective).orElse(this.global);
        var slots = slots(root, settings.map(GlobalSettings::serveDefaults).orElse(Map.of()));
        problems.check(root::done);
        problems.throwIfAny();
        var effective = root.effective().with("global", settings.orElseThrow().effective());
        return new Configuration(settings.orElseThrow().global(), slots, effective, Warnings.about(effective));
    }

    private List<Slot> slots(Section root, Map<String, Section> serveDefaults) {
        var slots = new ArrayList<Slot>();
        var names = new HashSet<JobName>();
        for (var section : problems.attempt(() -> root.sections("jobs")).orElse(List.of())) {
            problems.attempt(() -> slot(section, names, serveDefaults)).ifPresent(slots::add);
        }
        return slots;
    }

    private Slot slot(Section section, Set<JobName> names, Map<String, Section> serveDefaults) throws ConfigException {
        var type = OwnedSuppliers.type(section, JobFactory.class, table);
        var name = problems.attempt(() -> name(section, names));
        var owner = name.orElseGet(() -> new JobName("unnamed"));
        // a new factory makes a new job with parts of its own; the slot asks those of the latest
        var latest = new Object() {
            private volatile Optional<OwnedSuppliers> suppliers = Optional.empty();
        };
        var own = new OwnedSuppliers(table, owner, serveDefaults, section.section(NO_SUCH_KEY), Reading.FIRST);
        var job = own.<JobFactory, Job>part(JobFactory.class, section, type, (factory, unread) -> {
            unread.optional("name", Words::text, owner.value());
            var reading = latest.suppliers.isPresent() ? Reading.AGAIN : Reading.FIRST;
            var suppliers = new OwnedSuppliers(table, owner, serveDefaults, unread.section(NO_SUCH_KEY), reading);
            var made = factory.create(owner, unread, suppliers);
            latest.suppliers = Optional.of(suppliers);
            return made;
        });
        if (credentials == Credentials.CHECKED) {
            latest.suppliers.ifPresent(parts -> parts.check(problems));
        }
        var shared = List.copyOf(zfs);
        return new Slot(
                owner,
                type,
                job,
                () -> {
                    var parts = new ArrayList<>(shared);
                    parts.addAll(own.parts());
                    latest.suppliers.ifPresent(made -> parts.addAll(made.parts()));
                    return parts;
                },
                own.hasUnread()
                                || latest.suppliers
                                        .filter(OwnedSuppliers::hasUnread)
                                        .isPresent()
                                || zfsUnread
                        ? Optional.empty()
                        : Optional.of(configured(section)));
    }

    /// What a job depends on: its own section, and what it uses of `global`.
    private Effective configured(Section job) {
        var all = Effective.Mapping.EMPTY.with("job", job.effective());
        for (var key : job.has("serve") ? List.of("zfs", "serve") : List.of("zfs")) {
            all = all.with(key, global.entries().getOrDefault(key, Effective.Mapping.EMPTY));
        }
        return all.values();
    }

    private static JobName name(Section section, Set<JobName> names) throws ConfigException {
        var name = section.required("name", value -> new JobName(Words.nonEmpty(value)));
        if (name.isReserved()) {
            throw section.wrong("name", "job names that begin with _ belong to the daemon");
        }
        if (!names.add(name)) {
            throw section.wrong("name", "another job is named \"" + name + "\" already");
        }
        return name;
    }
}
