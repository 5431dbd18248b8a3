// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;

/// One dataset's copy: what a replication that goes well brings there, and what the sender remembers of it.
/// Used by one thread.
final class Replica {
    private final DatasetPath path;
    private final ReplicationOptions options;
    private Optional<Snapshot> common = Optional.empty();
    private Optional<Guid> cursor = Optional.empty();
    private Optional<String> conflict = Optional.empty();

    Replica(DatasetPath path, ReplicationOptions options) {
        this.path = path;
        this.options = options;
    }

    /// The replication cursor, a bookmark on the sender.
    Optional<Guid> cursor() {
        return cursor;
    }

    /// Begins with copies that are there already; both lists oldest first.
    void begin(List<Revision> here, List<Snapshot> there) {
        if (there.isEmpty()) {
            return;
        }
        var newest = there.getLast();
        var both = here.stream()
                .filter(one -> one.guid().equals(newest.guid()))
                .flatMap(one -> one instanceof Snapshot snapshot ? Stream.of(snapshot) : Stream.empty())
                .findFirst();
        both.ifPresentOrElse(
                snapshot -> completed(snapshot, options.protection().incremental()),
                () -> conflict = Optional.of(path + ": the receiver's newest snapshot @" + newest.name()
                        + " is not on the sender, so nothing can be replicated"));
    }

    /// What a replication that begins now sends, oldest first; remembered as done.
    ///
    /// @param here the sender's snapshots and bookmarks, oldest first
    List<Snapshot> send(List<Revision> here) throws ConflictException {
        if (conflict.isPresent()) {
            throw new ConflictException(conflict.orElseThrow());
        }
        var snapshots = newerThanCommon(here);
        if (snapshots.isEmpty()) {
            return snapshots;
        }
        boolean first = common.isEmpty();
        if (first && options.initial() == Initial.FAIL) {
            throw new ConflictException(path + ": not replicated yet, and initial_replication is fail");
        }
        var sent = first && options.initial() == Initial.MOST_RECENT ? List.of(snapshots.getLast()) : snapshots;
        completed(sent.getLast(), options.protection().of(!first || sent.size() > 1));
        return sent;
    }

    private List<Snapshot> newerThanCommon(List<Revision> here) {
        long txg = common.map(Snapshot::createTxg).orElse(-1L);
        var newer = new ArrayList<Snapshot>();
        for (var revision : here) {
            if (revision instanceof Snapshot snapshot && snapshot.createTxg() > txg) {
                newer.add(snapshot);
            }
        }
        return newer;
    }

    private void completed(Snapshot to, Guarantee guarantee) {
        common = Optional.of(to);
        cursor = guarantee == Guarantee.NOTHING ? Optional.empty() : Optional.of(to.guid());
    }

    /// The two sides cannot be brought together.
    static final class ConflictException extends Exception {
        private static final long serialVersionUID = 1;

        ConflictException(String message) {
            super(message);
        }
    }
}
