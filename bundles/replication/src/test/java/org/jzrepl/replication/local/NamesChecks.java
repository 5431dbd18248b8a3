// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.replication.local.OnDiskNames.Anchor;
import org.jzrepl.replication.local.OnDiskNames.Kind;
import org.jzrepl.testkit.conformance.Case;

/// Checks the names on disk, and who may be named, against one conformance case.
final class NamesChecks {
    private static final Map<String, Kind> KINDS = Map.of(
            "replication-cursor-bookmark-v2", Kind.CURSOR,
            "tentative-replication-cursor-bookmark-v2", Kind.TENTATIVE_CURSOR,
            "replication-cursor-bookmark-v1", Kind.LEGACY_CURSOR,
            "step-hold", Kind.STEP_HOLD,
            "last-received-hold", Kind.LAST_RECEIVED_HOLD);

    private NamesChecks() {}

    static void format(Case one) {
        if (one.flag("error")) {
            assertThrows(IllegalArgumentException.class, () -> formatted(one));
        } else {
            assertEquals(one.text("expect").orElseThrow(), formatted(one));
        }
    }

    private static String formatted(Case one) {
        var job = new JobName(one.text("job").orElseThrow());
        var dataset = DatasetPath.parse(one.text("fs").orElse("tank"));
        var guid = Guid.parse(one.text("guid").orElse("0"));
        return switch (KINDS.get(one.text("type").orElseThrow())) {
            case CURSOR -> OnDiskNames.cursor(dataset, guid, job);
            case TENTATIVE_CURSOR -> OnDiskNames.tentativeCursor(dataset, guid, job);
            case STEP_HOLD -> OnDiskNames.stepHold(job);
            case LAST_RECEIVED_HOLD -> OnDiskNames.lastReceivedHold(job);
            case LEGACY_CURSOR -> throw new IllegalArgumentException("nobody makes these");
            case null -> throw new IllegalArgumentException("unknown type");
        };
    }

    static void bookmark(Case one) {
        var name = one.text("in").orElseThrow().split("#", 2);
        var guid = Guid.parse(one.text("real_guid").orElseThrow());
        var bookmark = new Revision.Bookmark(name[1], guid, 1, Instant.EPOCH);
        assertEquals(expected(one), OnDiskNames.ofBookmark(DatasetPath.parse(name[0]), bookmark));
    }

    static void tag(Case one) {
        assertEquals(expected(one), OnDiskNames.ofTag(one.string("in")));
    }

    private static Optional<Anchor> expected(Case one) {
        var expected = one.inner("expect");
        return expected.text("type")
                .map(KINDS::get)
                .map(kind -> new Anchor(kind, expected.text("job").map(JobName::new)));
    }

    static void job(Case one) {
        var name = one.text("in").orElseThrow();
        if (one.flag("ok")) {
            assertEquals(name, new JobName(name).value());
        } else {
            assertThrows(IllegalArgumentException.class, () -> new JobName(name));
        }
    }

    static void placeholder(Case one) {
        assertEquals(one.flag("expect"), Placeholding.isEmptyShell(dataset(one)));
    }

    static void path(Case one) {
        if (one.flag("ok")) {
            assertEquals(
                    one.texts("components"), DatasetPath.parse(one.string("in")).components());
        } else {
            assertThrows(IllegalArgumentException.class, () -> DatasetPath.parse(one.string("in")));
        }
    }

    private static Dataset dataset(Case one) {
        var source = Property.Source.valueOf(one.text("source").orElseThrow().toUpperCase(Locale.ROOT));
        return new Dataset(
                DatasetPath.parse(one.text("fs").orElseThrow()),
                Dataset.Kind.FILESYSTEM,
                Map.of(Dataset.PLACEHOLDER, new Property(one.text("value").orElseThrow(), source)),
                Optional.empty(),
                List.of(),
                Set.of());
    }

    static void filter(Case one) {
        var patterns = new HashMap<String, Boolean>();
        one.inner("rules").values().forEach((pattern, pass) -> patterns.put(pattern.toString(), (Boolean) pass));
        var path = DatasetPath.parse(one.text("in").orElseThrow());
        assertEquals(one.flag("pass"), new DatasetFilter(patterns).passes(path));
    }
}
