// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.osgi.annotation.versioning.ProviderType;

/// Takes, destroys and rolls back snapshots, and destroys bookmarks.
@ProviderType
public interface ZfsSnapshots {
    /// Takes `name` of all `datasets`, those of one pool in one transaction group. Those that ZFS refuses are
    /// left out and reported, and the rest is taken. Every dataset is a key of the answer.
    Map<DatasetPath, Creation> create(Collection<DatasetPath> datasets, String name)
            throws ZfsException, InterruptedException;

    /// Destroys each revision independently; one that cannot be destroyed does not stop the others. A name that
    /// carries another GUID by now is left alone and reported as refused. Every revision is a key of the answer.
    Map<Revision, Destruction> destroy(DatasetPath dataset, Collection<? extends Revision> revisions)
            throws ZfsException, InterruptedException;

    /// The bytes that destroying these snapshots together would free; empty where ZFS does not say.
    OptionalLong freed(DatasetPath dataset, List<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException;

    /// Discards everything newer than `to`, newer snapshots and bookmarks included.
    void rollback(DatasetPath dataset, Revision.Snapshot to) throws ZfsException, InterruptedException;

    /// What became of one snapshot that was to be taken. Closed.
    sealed interface Creation {
        record Created(Revision.Snapshot snapshot) implements Creation {}

        record Refused(String reason) implements Creation {}
    }

    /// What became of one revision that was to be destroyed. Closed.
    sealed interface Destruction {
        /// Gone, also if it was gone already.
        record Destroyed() implements Destruction {}

        /// Kept by a hold: expected, not an error.
        record Held(String reason) implements Destruction {}

        record Refused(String reason) implements Destruction {}
    }
}
