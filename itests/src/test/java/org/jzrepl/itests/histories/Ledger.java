// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.local.OnDiskNames;

/// The facts of all datasets, and the first law: the newest common snapshot survives on the receiver, and it or a
/// bookmark of it on the sender.
final class Ledger {
    private final Stage stage;
    private final Map<DatasetPath, Facts> factsByPath = new LinkedHashMap<>();
    private final String outsideAtFirst;

    Ledger(Stage stage) throws ZfsException, InterruptedException {
        this.stage = stage;
        Stage.FILESYSTEMS.forEach(path -> factsByPath.put(path, new Facts()));
        this.outsideAtFirst = outside();
    }

    Facts of(DatasetPath path) {
        return Optional.ofNullable(factsByPath.get(path)).orElseThrow();
    }

    /// The facts of a dataset of either host; empty for one that is no concern of the job.
    Optional<DatasetPath> sender(DatasetPath local, boolean isSource) {
        return factsByPath.keySet().stream()
                .filter(path -> local.equals(isSource ? path : stage.received(path)))
                .findFirst();
    }

    /// Looks at everything. What was done by hand to the datasets `byHand` excuses what has become of them.
    void check(Collection<DatasetPath> byHand) throws ZfsException, InterruptedException {
        for (var entry : factsByPath.entrySet()) {
            check(entry.getKey(), entry.getValue(), byHand.contains(entry.getKey()));
        }
        if (!outside().equals(outsideAtFirst)) {
            throw new ViolationException("what does not belong to the job was changed: " + outside());
        }
    }

    /// Where the sender has no cursor, a run that guarantees nothing makes none, even of what has arrived
    /// already, and lifts the protection of earlier steps.
    void noteMissingCursors() throws ZfsException, InterruptedException {
        for (var entry : factsByPath.entrySet()) {
            var sent = Stage.look(stage.source, entry.getKey());
            entry.getValue().unguarded |= cursors(entry.getKey(), sent).isEmpty();
        }
    }

    private void check(DatasetPath path, Facts facts, boolean byHand) throws ZfsException, InterruptedException {
        boolean excused = byHand || facts.mayConflict || facts.unguarded;
        var received = Stage.look(stage.target, stage.received(path));
        var newest = facts.newestOf(received);
        int before = facts.common.map(facts::age).orElse(-1);
        int now = newest.map(facts::age).orElse(-1);
        if (now < before) {
            // between the receive and the hold on it, a snapshot has no protection yet
            if (!excused && !facts.receiverExposed && now < facts.confirmed) {
                throw new ViolationException("the newest common snapshot " + facts.common.orElseThrow() + " of " + path
                        + " is gone from the receiver");
            }
            facts.confirmed = Math.min(now, facts.confirmed);
            facts.mayConflict |= received.isPresent(); // what was on top of the older ones is a modification now
        }
        facts.common = newest;
        facts.replicated = Math.max(facts.replicated, newest.map(facts::age).orElse(-1));
        var sent = Stage.look(stage.source, path);
        checkCursors(path, facts, sent);
        if (newest.isPresent() && sent.isPresent() && !has(sent.orElseThrow(), newest.orElseThrow())) {
            if (!excused && !facts.mayConflict && !facts.senderExposed) {
                throw new ViolationException("the sender has neither the newest common snapshot " + newest.orElseThrow()
                        + " of " + path + " nor a bookmark of it");
            }
            facts.mayConflict = true;
        }
        checkForeign(path, facts, sent);
    }

    /// The cursor says what the receiver has, or once had, and nothing else.
    private void checkCursors(DatasetPath path, Facts facts, Optional<Dataset> sent) {
        for (var cursor : cursors(path, sent)) {
            if (facts.age(cursor.guid()) > facts.replicated) {
                throw new ViolationException("the cursor " + cursor.relativeName() + " of " + path
                        + " is on a snapshot that the receiver never had");
            }
        }
    }

    /// Those of the sending job.
    private List<Revision.Bookmark> cursors(DatasetPath path, Optional<Dataset> sent) {
        return sent.map(Dataset::revisions).orElse(List.of()).stream()
                .filter(Revision.Bookmark.class::isInstance)
                .map(Revision.Bookmark.class::cast)
                .filter(mark -> mark.name().equals(OnDiskNames.cursor(path, mark.guid(), stage.sending())))
                .toList();
    }

    private void checkForeign(DatasetPath path, Facts facts, Optional<Dataset> sent)
            throws ZfsException, InterruptedException {
        if (sent.isPresent() && !facts.foreign.isEmpty()) {
            var there = anchors(stage.source, sent.orElseThrow());
            if (!there.containsAll(facts.foreign)) {
                throw new ViolationException(
                        "of other jobs' " + facts.foreign + " on " + path + " only " + there + " are left");
            }
        }
    }

    static boolean has(Dataset dataset, org.jzrepl.api.dataset.Guid guid) {
        return dataset.revisions().stream().anyMatch(there -> there.guid().equals(guid));
    }

    /// Holds as `@snapshot tag`, bookmarks as `#name`.
    static Set<String> anchors(Zfs zfs, Dataset dataset) throws ZfsException, InterruptedException {
        var anchors = new TreeSet<String>();
        dataset.revisions().stream()
                .filter(Revision.Bookmark.class::isInstance)
                .forEach(bookmark -> anchors.add(bookmark.relativeName()));
        zfs.anchors()
                .holds(dataset.path(), dataset.held())
                .forEach((snapshot, tags) -> tags.forEach(tag -> anchors.add(snapshot.relativeName() + " " + tag)));
        return anchors;
    }

    private String outside() throws ZfsException, InterruptedException {
        var outside = new StringBuilder();
        outside.append(described(stage.source, Stage.OUTSIDE));
        outside.append(described(stage.target, DatasetPath.parse("backup/other")));
        outside.append(described(stage.target, DatasetPath.parse("backup/sink/other")));
        return outside.toString();
    }

    private static String described(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        var dataset = Stage.look(zfs, path).orElseThrow();
        return dataset + " " + anchors(zfs, dataset) + "\n";
    }
}
