// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;

/// Asks what would become of snapshots that no rule keeps.
@FunctionalInterface
interface Inspection {
    /// For the datasets of another host: the protocol cannot ask.
    Inspection UNKNOWN = (_, _) -> new Finding(List.of(), OptionalLong.empty());

    Finding of(DatasetPath filesystem, List<Snapshot> victims) throws ZfsException, InterruptedException;

    /// `held`: those that a hold would keep. `freed`: what destroying the others together would free; unknown
    /// where one of them is not there yet.
    record Finding(List<String> held, OptionalLong freed) {}

    /// For the datasets of this host, whose paths of this side are below `root`.
    ///
    /// @param liftable the holds, by filesystem and tag, that will be gone when the time comes
    static Inspection local(Zfs zfs, DatasetPath root, BiPredicate<DatasetPath, String> liftable) {
        return (filesystem, victims) -> {
            var path = filesystem.below(root);
            var tagsBySnapshot = zfs.anchors().holds(path, victims);
            var held = new ArrayList<String>();
            var rest = new ArrayList<>(victims);
            tagsBySnapshot.forEach((snapshot, tags) -> {
                if (tags.stream().anyMatch(tag -> !liftable.test(filesystem, tag))) {
                    held.add(snapshot.name());
                    rest.remove(snapshot);
                }
            });
            held.sort(null);
            return new Finding(
                    held, freed(zfs, path, rest, tagsBySnapshot.keySet().containsAll(victims)));
        };
    }

    private static OptionalLong freed(Zfs zfs, DatasetPath path, List<Snapshot> doomed, boolean allThere)
            throws ZfsException, InterruptedException {
        if (doomed.isEmpty()) {
            return OptionalLong.of(0);
        }
        return allThere ? zfs.snapshots().freed(path, doomed) : OptionalLong.empty();
    }
}
