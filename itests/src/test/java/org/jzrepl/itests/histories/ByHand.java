// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.local.OnDiskNames;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What operators and other programs do to the pools. Each answers what it did, for the story, and notes in the
/// ledger what that may lead to.
final class ByHand {
    private final Stage stage;
    private final Ledger ledger;
    private final RandomGenerator random;
    private int names;

    ByHand(Stage stage, Ledger ledger, RandomGenerator random) {
        this.stage = stage;
        this.ledger = ledger;
        this.random = random;
    }

    /// What was done, and to which of the sender's datasets the job could not know it.
    record Done(String what, List<DatasetPath> datasets) {
        static final Done NOTHING = new Done("nothing", List.of());
    }

    /// A dataset with something in it; where there is one with that name on the receiver, that is another one.
    Done create() throws ZfsException, InterruptedException {
        for (var path : Stage.FILESYSTEMS) {
            var parent = path.ancestors().getLast();
            if (Stage.look(stage.source, path).isEmpty()
                    && Stage.look(stage.source, parent).isPresent()) {
                stage.source.properties().create(path, Map.of());
                ledger.of(path).mayConflict |=
                        Stage.look(stage.target, stage.received(path)).isPresent();
                write(path);
                return new Done("create " + path, List.of());
            }
        }
        return Done.NOTHING;
    }

    /// Something new in a few datasets, and snapshots of them.
    Done snapshot() throws ZfsException, InterruptedException {
        var chosen = there(true).stream().filter(_ -> random.nextInt(3) > 0).toList();
        if (chosen.isEmpty()) {
            return Done.NOTHING;
        }
        var name = (random.nextInt(5) == 0 ? Keep.PREFIX : "zrepl_") + names++;
        for (var path : chosen) {
            if (random.nextInt(4) > 0) {
                write(path);
            }
        }
        stage.source.snapshots().create(chosen, name);
        for (var path : chosen) {
            RunWatcher.snapshotsOf(Stage.look(stage.source, path).orElseThrow()).stream()
                    .filter(snapshot -> snapshot.name().equals(name))
                    .forEach(ledger.of(path)::born);
        }
        return new Done("snapshot " + chosen + "@" + name, List.of());
    }

    private void write(DatasetPath path) throws ZfsException, InterruptedException {
        long size = random.nextInt(4) == 0 ? 200_000 + random.nextInt(400_000) : random.nextInt(50_000);
        stage.source.write(path, "file" + random.nextInt(3), size, random.nextLong());
    }

    Done destroySnapshot(boolean onSource) throws ZfsException, InterruptedException {
        var zfs = zfs(onSource);
        return some(
                onSource,
                path -> pick(RunWatcher.snapshotsOf(look(zfs, local(path, onSource))))
                        .map(snapshot -> destroy(zfs, path, local(path, onSource), snapshot)));
    }

    Done destroyBookmark() throws ZfsException, InterruptedException {
        return some(true, path -> {
            var marks = look(stage.source, path).revisions().stream()
                    .filter(Revision.Bookmark.class::isInstance)
                    .filter(mark -> !ledger.of(path).foreign.contains(mark.relativeName()))
                    .toList();
            ledger.of(path).senderExposed |= !marks.isEmpty();
            return pick(marks).map(mark -> destroy(stage.source, path, path, mark));
        });
    }

    private Done destroy(SimulatedZfs zfs, DatasetPath path, DatasetPath local, Revision revision) {
        return doing(() -> {
            var outcome = zfs.snapshots().destroy(local, List.of(revision)).get(revision);
            return new Done("destroy " + local + revision.relativeName() + ": " + outcome, List.of(path));
        });
    }

    /// Another job, or a snap job of ours, prunes all that is not held and not of its name.
    Done prune(boolean onSource) throws ZfsException, InterruptedException {
        var zfs = zfs(onSource);
        for (var path : there(onSource)) {
            var local = local(path, onSource);
            var victims = RunWatcher.snapshotsOf(look(zfs, local)).stream()
                    .filter(snapshot -> !snapshot.name().startsWith(Keep.PREFIX))
                    .toList();
            zfs.snapshots().destroy(local, victims);
        }
        return new Done("another job prunes the " + (onSource ? "source" : "target"), List.of());
    }

    /// Takes our holds off.
    Done release(boolean onSource) throws ZfsException, InterruptedException {
        var zfs = zfs(onSource);
        return some(onSource, path -> {
            var facts = ledger.of(path);
            facts.senderExposed |= onSource;
            facts.receiverExposed |= !onSource;
            var local = local(path, onSource);
            return Optional.of(doing(() -> {
                var tag = onSource
                        ? OnDiskNames.stepHold(stage.sending())
                        : OnDiskNames.lastReceivedHold(stage.receiving());
                zfs.anchors().release(local, look(zfs, local).held(), tag);
                return new Done("release " + tag + " of " + local, List.of());
            }));
        });
    }

    Done rollback() throws ZfsException, InterruptedException {
        return some(
                true,
                path -> pick(RunWatcher.snapshotsOf(look(stage.source, path)))
                        .map(to -> doing(() -> {
                            ledger.of(path).foreign.clear();
                            try {
                                stage.source.snapshots().rollback(path, to);
                            } catch (ZfsException e) {
                                return new Done("rollback " + path + " is refused: " + e.getMessage(), List.of());
                            }
                            return new Done("rollback " + path + to.relativeName(), List.of(path));
                        })));
    }

    Done destroyDataset(boolean onSource) throws ZfsException, InterruptedException {
        return some(
                onSource,
                path -> Optional.of(doing(() -> {
                    var local = local(path, onSource);
                    zfs(onSource).destroy(local);
                    var below = Stage.FILESYSTEMS.stream()
                            .filter(one -> one.startsWith(path))
                            .toList();
                    below.forEach(one -> ledger.of(one).foreign.clear());
                    return new Done("destroy dataset " + local, below);
                })));
    }

    Done changeReceiver() throws ZfsException, InterruptedException {
        return some(
                false,
                path -> Optional.of(doing(() -> {
                    var local = stage.received(path);
                    ledger.of(path).mayConflict = true;
                    if (random.nextBoolean()) {
                        stage.target.write(local, "foreign", 1000, random.nextLong());
                        return new Done("write to " + local, List.of(path));
                    }
                    stage.target.snapshots().create(List.of(local), "own_" + names++);
                    return new Done("snapshot " + local, List.of(path));
                })));
    }

    /// Another job has its cursor and a hold on the dataset too.
    Done otherJob() throws ZfsException, InterruptedException {
        return some(
                true,
                path -> pick(RunWatcher.snapshotsOf(look(stage.source, path)))
                        .map(snapshot -> doing(() -> {
                            var job = new org.jzrepl.api.config.JobName("third");
                            var cursor = OnDiskNames.cursor(path, snapshot.guid(), job);
                            stage.source.anchors().bookmark(path, snapshot, cursor);
                            stage.source.anchors().hold(path, List.of(snapshot), OnDiskNames.stepHold(job));
                            ledger.of(path)
                                    .foreign
                                    .addAll(List.of(
                                            "#" + cursor, snapshot.relativeName() + " " + OnDiskNames.stepHold(job)));
                            return new Done("another job is at " + path + snapshot.relativeName(), List.of());
                        })));
    }

    private interface Deed {
        Optional<Done> to(DatasetPath path);
    }

    /// To a dataset that is there.
    private Done some(boolean onSource, Deed deed) throws ZfsException, InterruptedException {
        return pick(there(onSource)).flatMap(deed::to).orElse(Done.NOTHING);
    }

    private List<DatasetPath> there(boolean onSource) throws ZfsException, InterruptedException {
        var there = new ArrayList<DatasetPath>();
        for (var path : Stage.FILESYSTEMS) {
            if (Stage.look(zfs(onSource), local(path, onSource)).isPresent()) {
                there.add(path);
            }
        }
        return there;
    }

    private interface Work {
        Done run() throws ZfsException, InterruptedException;
    }

    private static Done doing(Work work) {
        try {
            return work.run();
        } catch (ZfsException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dataset look(SimulatedZfs zfs, DatasetPath path) {
        try {
            return Stage.look(zfs, path).orElseThrow();
        } catch (ZfsException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SimulatedZfs zfs(boolean source) {
        return source ? stage.source : stage.target;
    }

    private DatasetPath local(DatasetPath path, boolean onSource) {
        return onSource ? path : stage.received(path);
    }

    private <T> Optional<T> pick(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    static Snapshot newest(Dataset dataset) {
        return RunWatcher.snapshotsOf(dataset).getLast();
    }
}
