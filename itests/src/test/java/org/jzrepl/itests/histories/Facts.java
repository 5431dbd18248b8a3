// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;

/// What a history knows of one dataset of the sender: what was, and what by its own doing may go wrong.
final class Facts {
    private final Map<Guid, Integer> age = new HashMap<>();
    /// The newest snapshot of the sender's that the receiver had when last looked at.
    Optional<Guid> common = Optional.empty();
    /// The age of the newest that the receiver has ever had.
    int replicated = -1;
    /// The history itself has made it impossible to go on, or possibly so.
    boolean mayConflict;
    /// What the job had put there for protection was taken away by hand.
    boolean senderExposed;
    boolean receiverExposed;
    /// A step went over without any guarantee.
    boolean unguarded;
    /// The newest common snapshot at the last good end of a run here.
    int confirmed = -1;
    /// What other jobs have put there, as relative names and tags.
    final Set<String> foreign = new HashSet<>();

    void born(Snapshot snapshot) {
        age.put(snapshot.guid(), age.size());
    }

    boolean isOurs(Revision revision) {
        return age.containsKey(revision.guid());
    }

    int age(Guid guid) {
        return age.getOrDefault(guid, -1);
    }

    /// The newest snapshot of the sender's among those that `received` has.
    Optional<Guid> newestOf(Optional<Dataset> received) {
        return received.stream()
                .flatMap(dataset -> dataset.revisions().stream())
                .filter(Snapshot.class::isInstance)
                .map(Revision::guid)
                .filter(age::containsKey)
                .max(Comparator.comparing(age::get));
    }
}
