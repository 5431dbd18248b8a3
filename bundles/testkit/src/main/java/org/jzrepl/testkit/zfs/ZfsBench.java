// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;

/// A ZFS under test with two pools, and what users do to datasets by hand.
public interface ZfsBench {
    Zfs zfs();

    /// Where the cases make their datasets.
    DatasetPath pool();

    /// Where they receive to.
    DatasetPath otherPool();

    /// Puts a file of so many bytes, different for different seeds, into a dataset of [#pool].
    void write(DatasetPath dataset, String file, int bytes, long seed) throws IOException, InterruptedException;

    /// Each file of a snapshot, with a text that is equal for equal bytes.
    SortedMap<String, String> content(DatasetPath dataset, String snapshot) throws IOException, InterruptedException;

    /// Changes a received dataset behind ZFS replication's back.
    void modify(DatasetPath received) throws IOException, InterruptedException;

    /// Waits until commands that were ended have ended; where they run elsewhere, that takes a moment.
    default void settle() throws IOException, InterruptedException {}

    /// A name that no case has used.
    String unused();

    /// A new dataset in the first pool.
    default DatasetPath dataset() throws IOException, InterruptedException {
        var path = child(pool(), unused());
        zfs().properties().create(path, Map.of());
        return path;
    }

    /// A path in the second pool where nothing is yet.
    default DatasetPath target() {
        return child(otherPool(), unused());
    }

    default Revision.Snapshot snapshot(DatasetPath dataset, String name) throws IOException, InterruptedException {
        return switch (zfs().snapshots().create(List.of(dataset), name).get(dataset)) {
            case Creation.Created(var snapshot) -> snapshot;
            case Creation.Refused(var reason) ->
                throw new IOException("snapshot " + dataset + "@" + name + ": " + reason);
        };
    }

    static DatasetPath child(DatasetPath parent, String name) {
        return new DatasetPath(List.of(name)).below(parent);
    }
}
