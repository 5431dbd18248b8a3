// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsException;

/// The law of convergence: once faults have stopped, both sides are equal after three runs at most, except where
/// the history itself prevents it.
record Convergence(Stage stage, Ledger ledger, Statistics statistics) {
    void check() throws ZfsException, InterruptedException {
        for (var path : Stage.FILESYSTEMS) {
            var sent = Stage.look(stage.source, path);
            if (!stage.settings().covers(path)
                    || sent.filter(Convergence::hasSnapshots).isEmpty()) {
                continue;
            }
            if (isExcused(path)) {
                statistics.count("ended-in-conflict");
            } else {
                statistics.count("ended-equal");
                checkEqual(path, sent.orElseThrow());
            }
        }
    }

    private boolean isExcused(DatasetPath path) throws ZfsException, InterruptedException {
        if (ledger.of(path).mayConflict) {
            return true;
        }
        if (ledger.of(path).common.isPresent()) {
            return false;
        }
        if (stage.settings().initial() == Initial.FAIL) {
            return true;
        }
        for (var ancestor : path.ancestors()) {
            if (stage.settings().covers(ancestor) && isObstacle(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /// An ancestor that itself does not arrive.
    private boolean isObstacle(DatasetPath ancestor) throws ZfsException, InterruptedException {
        var sent = Stage.look(stage.source, ancestor);
        return sent.isPresent() && (!hasSnapshots(sent.orElseThrow()) || isExcused(ancestor));
    }

    private static boolean hasSnapshots(Dataset dataset) {
        return !RunWatcher.snapshotsOf(dataset).isEmpty();
    }

    private void checkEqual(DatasetPath path, Dataset sent) throws ZfsException, InterruptedException {
        var newest = ByHand.newest(sent);
        var facts = ledger.of(path);
        var received = Stage.look(stage.target, stage.received(path));
        // the sender's newest snapshots may be gone, and the receiver have newer ones
        if (facts.common.map(facts::age).orElse(-1) < facts.age(newest.guid())) {
            throw new ViolationException(
                    "three runs without faults have not brought " + path + newest.relativeName() + " to the receiver");
        }
        var ours = new TreeMap<String, Object>();
        var theirs = new TreeMap<String, Object>();
        for (var snapshot : RunWatcher.snapshotsOf(received.orElseThrow())) {
            if (RunWatcher.snapshotsOf(sent).stream().anyMatch(one -> one.guid().equals(snapshot.guid()))) {
                ours.put(snapshot.name(), stage.source.content(path, snapshot.name()));
                theirs.put(snapshot.name(), stage.target.content(stage.received(path), snapshot.name()));
            }
        }
        if (!ours.equals(theirs)) {
            throw new ViolationException("contents of " + path + " differ: " + ours + " and " + theirs);
        }
    }
}
