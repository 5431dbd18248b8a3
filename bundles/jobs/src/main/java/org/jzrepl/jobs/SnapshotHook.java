// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.snapshot.HookFactory;

/// A hook of the configuration, and what the engine itself reads beside it: whether its failure keeps the
/// snapshot from being taken, and which filesystems it is for.
record SnapshotHook(Hook hook, boolean fatal, DatasetFilter filter) {
    static List<Part<SnapshotHook>> read(Section snapshotting, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var hooks = new ArrayList<Part<SnapshotHook>>();
        for (var section : snapshotting.sections("hooks")) {
            problems.check(() -> hooks.add(suppliers.part(HookFactory.class, section, SnapshotHook::read)));
        }
        problems.throwIfAny();
        return List.copyOf(hooks);
    }

    private static SnapshotHook read(HookFactory factory, Section section) throws ConfigException {
        var problems = new Problems();
        var fatal = problems.attempt(() -> section.optional("err_is_fatal", Numbers::bool, false));
        var filter = problems.attempt(() -> filter(section));
        var hook = problems.attempt(() -> factory.create(section));
        problems.throwIfAny();
        return new SnapshotHook(hook.orElseThrow(), fatal.orElseThrow(), filter.orElseThrow());
    }

    /// Without the key the hook is for all; an explicit empty mapping is for none.
    private static DatasetFilter filter(Section section) throws ConfigException {
        var patterns = section.map("filesystems", Numbers::bool);
        if (!section.has("filesystems")) {
            return DatasetFilter.ALL;
        }
        try {
            return new DatasetFilter(patterns);
        } catch (IllegalArgumentException e) {
            throw section.wrong("filesystems", e.getMessage());
        }
    }
}
