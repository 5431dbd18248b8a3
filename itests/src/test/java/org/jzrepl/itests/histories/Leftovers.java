// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.local.OnDiskNames;

/// The law of cleanliness: where a run came to a good end, nothing of the job's is left but the cursor and the
/// last-received hold, both on the newest common snapshot.
record Leftovers(Stage stage) {
    /// Whether both are there; fails if there is anything else.
    boolean check(DatasetPath path, Facts facts, Guarantee guarantee) throws ZfsException, InterruptedException {
        var sent = Stage.look(stage.source, path);
        var received = Stage.look(stage.target, stage.received(path));
        var newest = sent.flatMap(there -> snapshot(there, facts.common));
        if (received.isEmpty() || newest.isEmpty()) {
            return false; // nothing in common, or only a bookmark is, which cannot become the cursor
        }
        checkSender(path, sent.orElseThrow(), newest.orElseThrow(), guarantee);
        return checkReceiver(received.orElseThrow(), facts) && guarantee != Guarantee.NOTHING;
    }

    private void checkSender(DatasetPath path, Dataset sent, Snapshot newest, Guarantee guarantee)
            throws ZfsException, InterruptedException {
        var expected = new TreeSet<String>();
        if (guarantee != Guarantee.NOTHING) {
            expected.add("#" + OnDiskNames.cursor(path, newest.guid(), stage.sending()));
        }
        var there = new TreeSet<>(Ledger.anchors(stage.source, sent));
        there.removeIf(anchor -> !anchor.endsWith("_J_" + stage.sending()));
        if (stage.settings().pull()) {
            // of a step that will never be made, which the active daemon cannot see
            there.remove(newest.relativeName() + " " + OnDiskNames.stepHold(stage.sending()));
        }
        if (guarantee == Guarantee.NOTHING) {
            there.remove("#" + OnDiskNames.cursor(path, newest.guid(), stage.sending())); // of former times
        }
        if (!there.equals(expected)) {
            throw new ViolationException(
                    "after a good run the sender's " + path + " has " + there + ", not " + expected);
        }
    }

    private boolean checkReceiver(Dataset received, Facts facts) throws ZfsException, InterruptedException {
        var held = Set.of(
                "@" + snapshot(received, facts.common).map(Snapshot::name).orElse("") + " "
                        + OnDiskNames.lastReceivedHold(stage.receiving()));
        var there = new TreeSet<>(Ledger.anchors(stage.target, received));
        there.removeIf(anchor -> !anchor.endsWith("_J_" + stage.receiving()));
        boolean loose = stage.settings().hasGap();
        if (!facts.receiverExposed && (loose ? there.size() > 1 : !there.equals(held))) {
            throw new ViolationException(
                    "after a good run the receiver's " + received.path() + " has " + there + ", not " + held);
        }
        return there.equals(held);
    }

    private static Optional<Snapshot> snapshot(Dataset dataset, Optional<Guid> guid) {
        return RunWatcher.snapshotsOf(dataset).stream()
                .filter(snapshot -> guid.filter(snapshot.guid()::equals).isPresent())
                .findFirst();
    }
}
