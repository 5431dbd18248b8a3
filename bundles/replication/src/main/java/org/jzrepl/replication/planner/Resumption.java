// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.ResumeToken;

/// Whether the sender still has what a resume token asks for. Closed.
///
/// Only the sender's history matters: the receiver's dataset is in the middle of a receive, and ZFS itself
/// checks that the rest of the stream fits to it.
sealed interface Resumption {
    record Alive(Optional<Revision> from, Snapshot to) implements Resumption {}

    record Dead(String reason) implements Resumption {}

    static Resumption of(ResumeToken token, List<Revision> sender) {
        if (token.from().filter(token.to()::equals).isPresent()) {
            return new Dead("its resume token goes from snapshot " + token.to() + " to itself");
        }
        var to = target(token.to(), sender);
        var from = token.from().flatMap(guid -> source(guid, sender));
        if (to.isEmpty()) {
            return new Dead("the sender no longer has its target, " + token.toName() + " (GUID " + token.to() + ")");
        }
        if (token.from().isPresent() && from.isEmpty()) {
            return new Dead("the sender no longer has its source, the snapshot with GUID "
                    + token.from().map(Guid::toString).orElse(""));
        }
        return to.<Resumption>map(snapshot -> new Alive(from, snapshot)).orElseThrow();
    }

    private static Optional<Snapshot> target(Guid guid, List<Revision> sender) {
        return sender.reversed().stream()
                .filter(revision -> revision.guid().equals(guid))
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .findFirst();
    }

    /// A snapshot rather than a bookmark of it, whose estimate would be unknown.
    private static Optional<Revision> source(Guid guid, List<Revision> sender) {
        Optional<Revision> found = Optional.empty();
        for (var revision : sender) {
            if (revision.guid().equals(guid)
                    && found.filter(Snapshot.class::isInstance).isEmpty()) {
                found = Optional.of(revision);
            }
        }
        return found;
    }
}
