// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;

/// What a `snapshotting` section says: when, and under which names; both empty where snapshots are taken by
/// somebody else.
record Rhythm(Optional<SnapshotPolicy> policy, Optional<SnapshotNames> names, List<Part<SnapshotHook>> hooks) {
    Rhythm {
        hooks = List.copyOf(hooks);
    }

    static Part<Rhythm> part(Section job, Suppliers suppliers) throws ConfigException {
        if (!job.has("snapshotting")) {
            throw job.wrong("snapshotting", "is missing");
        }
        return suppliers.part(
                SnapshotPolicyFactory.class,
                job.section("snapshotting"),
                (factory, section) -> read(factory, section, suppliers));
    }

    private static Rhythm read(SnapshotPolicyFactory factory, Section section, Suppliers suppliers)
            throws ConfigException {
        var problems = new Problems();
        var policy = problems.attempt(() -> factory.create(section));
        boolean manual = policy.filter(Optional::isEmpty).isPresent();
        var names = manual ? Optional.<SnapshotNames>empty() : problems.attempt(() -> SnapshotNames.read(section));
        var hooks = manual
                ? Optional.of(List.<Part<SnapshotHook>>of())
                : problems.attempt(() -> SnapshotHook.read(section, suppliers));
        problems.check(section::done);
        problems.throwIfAny();
        return new Rhythm(policy.orElseThrow(), names, hooks.orElseThrow());
    }
}
