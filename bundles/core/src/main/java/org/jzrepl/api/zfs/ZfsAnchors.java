// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.osgi.annotation.versioning.ProviderType;

/// Holds and bookmarks: what keeps a revision alive until the other side has it. Every method is idempotent.
@ProviderType
public interface ZfsAnchors {
    /// Puts `tag` on each snapshot; one that carries it already is fine, one that does not exist is an error.
    void hold(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException;

    /// Takes `tag` off each snapshot; one that lacks it, or is gone, is fine.
    void release(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException;

    /// The tags on each of the snapshots; every snapshot that exists is a key.
    Map<Revision.Snapshot, Set<String>> holds(DatasetPath dataset, Collection<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException;

    /// Bookmarks `from` as `name`. A bookmark of that name and GUID is fine; one of another GUID is an error.
    /// Of a bookmark only itself can be the result: copying bookmarks is refused.
    Revision.Bookmark bookmark(DatasetPath dataset, Revision from, String name)
            throws ZfsException, InterruptedException;
}
