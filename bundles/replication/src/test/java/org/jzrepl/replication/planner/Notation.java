// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;

/// The notation of the planning cases: `@name/GUID/TXG` is a snapshot, `#name/GUID/TXG` a bookmark.
final class Notation {
    static final DatasetPath PATH = DatasetPath.parse("p/f");

    private Notation() {}

    static List<Revision> revisions(List<String> texts) {
        return texts.stream().map(Notation::revision).toList();
    }

    static Revision revision(String text) {
        var parts = text.substring(1).split("/", -1);
        var guid = Guid.parse(parts[1]);
        long txg = Long.parseUnsignedLong(parts[2]);
        var creation = Instant.ofEpochSecond(txg);
        return text.startsWith("@")
                ? new Revision.Snapshot(parts[0], guid, txg, creation)
                : new Revision.Bookmark(parts[0], guid, txg, creation);
    }

    static Filesystem filesystem(boolean placeholder) {
        return new Filesystem(PATH, Optional.empty(), placeholder);
    }

    /// A step by the GUIDs of its ends; `0` from nothing.
    static Step step(String from, String to) {
        return new Step(
                PATH,
                from.equals("0") ? Optional.empty() : Optional.of(snapshot(from)),
                snapshot(to),
                Optional.empty(),
                Protection.RESUMABLE);
    }

    static Revision.Snapshot snapshot(String guid) {
        return new Revision.Snapshot("s" + guid, Guid.parse(guid), Long.parseLong(guid), Instant.EPOCH);
    }
}
