// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Instant;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.config.Zones;
import org.jzrepl.api.dataset.EntityName;

/// What a job calls its snapshots: a prefix and a time.
record SnapshotNames(String prefix, TimestampFormat format) {
    /// Summer and winter: the name must be good in both.
    private static final List<Instant> TRIED =
            List.of(Instant.parse("2020-06-01T00:00:00Z"), Instant.parse("2020-12-01T00:00:00Z"));

    /// Reads `prefix`, `timestamp_format` and `timestamp_location`.
    static SnapshotNames read(Section snapshotting) throws ConfigException {
        var problems = new Problems();
        var prefix = problems.attempt(() -> snapshotting.required("prefix", Words::nonEmpty));
        var zone = problems.attempt(() -> snapshotting.optional("timestamp_location", Zones::parse, Zones.parse("")));
        var format = problems.attempt(() -> snapshotting.optional("timestamp_format", Words::text, "dense"));
        problems.throwIfAny();
        try {
            var names = new SnapshotNames(
                    prefix.orElseThrow(), TimestampFormat.of(format.orElseThrow(), zone.orElseThrow()));
            TRIED.forEach(instant -> EntityName.component(names.at(instant)));
            return names;
        } catch (IllegalArgumentException e) {
            throw snapshotting.wrong(
                    snapshotting.has("timestamp_format") ? "timestamp_format" : "prefix",
                    "snapshot names: " + e.getMessage());
        }
    }

    String at(Instant instant) {
        return prefix + format.format(instant);
    }
}
