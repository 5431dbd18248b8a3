// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots;

/// `zfs snapshot`, `zfs destroy` and `zfs rollback`.
record ExecSnapshots(Program program, DestroyBatch.Limits limits) implements ZfsSnapshots {
    private static final String RECLAIM = "reclaim\t";
    private static final String RENAMED = "another revision has this name now";

    @Override
    public Map<DatasetPath, Creation> create(Collection<DatasetPath> datasets, String name)
            throws ZfsException, InterruptedException {
        var refusals = new HashMap<DatasetPath, String>();
        var byPool = new TreeMap<String, List<String>>();
        for (var dataset : datasets) {
            try {
                Names.snapshot(dataset, name);
                byPool.computeIfAbsent(dataset.components().getFirst(), _ -> new ArrayList<>())
                        .add(dataset.toString());
            } catch (ZfsException e) {
                refusals.put(dataset, e.getMessage());
            }
        }
        var taken = new ArrayList<String>();
        for (var ofPool : byPool.values()) {
            Batches.run(ofPool, some -> take(some, name, taken, refusals));
        }
        return outcomes(datasets, name, new Identities(program).of(taken), refusals);
    }

    /// All or nothing is how ZFS takes them: it is asked again without those that it names.
    private void take(List<String> datasets, String name, List<String> taken, Map<DatasetPath, String> refusals)
            throws ZfsException, InterruptedException {
        var left = new ArrayList<>(datasets);
        while (!left.isEmpty()) {
            var snapshots = left.stream().map(dataset -> dataset + "@" + name).toList();
            var finished = program.run(Argv.snapshot(snapshots));
            if (finished.ok()) {
                taken.addAll(snapshots);
                return;
            }
            var refused = SnapshotOutput.refusals(finished.complaints());
            refused.keySet().retainAll(left);
            if (refused.isEmpty()) {
                left.forEach(dataset -> refused.put(dataset, finished.reason()));
            }
            refused.forEach((dataset, reason) -> refusals.put(DatasetPath.parse(dataset), reason));
            left.removeAll(refused.keySet());
        }
    }

    private static Map<DatasetPath, Creation> outcomes(
            Collection<DatasetPath> datasets,
            String name,
            Map<String, Revision> taken,
            Map<DatasetPath, String> refusals) {
        var outcomes = new LinkedHashMap<DatasetPath, Creation>();
        for (var dataset : datasets) {
            outcomes.put(
                    dataset,
                    taken.get(dataset + "@" + name) instanceof Revision.Snapshot snapshot
                            ? new Creation.Created(snapshot)
                            : new Creation.Refused(
                                    refusals.getOrDefault(dataset, "it was taken, and somebody destroyed it at once")));
        }
        return outcomes;
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath dataset, Collection<? extends Revision> revisions)
            throws ZfsException, InterruptedException {
        var outcomes = new LinkedHashMap<Revision, Destruction>();
        var there = new Identities(program).of(checkedNames(dataset, revisions, outcomes));
        var snapshots = new ArrayList<Revision>();
        for (var revision : revisions) {
            if (outcomes.containsKey(revision)) {
                continue;
            }
            var name = dataset + revision.relativeName();
            if (!there.containsKey(name)) {
                outcomes.put(revision, new Destruction.Destroyed());
            } else if (!there.get(name).guid().equals(revision.guid())) {
                outcomes.put(revision, new Destruction.Refused(RENAMED));
            } else if (revision instanceof Revision.Snapshot) {
                snapshots.add(revision);
            } else {
                outcomes.put(revision, DestroyBatch.outcome(name, this::destroy));
            }
        }
        var ofSnapshots = new DestroyBatch(dataset.toString(), limits, this::destroy)
                .destroy(snapshots.stream().map(Revision::name).toList());
        snapshots.forEach(snapshot -> outcomes.put(snapshot, ofSnapshots.get(snapshot.name())));
        return outcomes;
    }

    private static List<String> checkedNames(
            DatasetPath dataset, Collection<? extends Revision> revisions, Map<Revision, Destruction> outcomes) {
        var names = new ArrayList<String>();
        for (var revision : revisions) {
            try {
                names.add(Names.revision(dataset, revision));
            } catch (ZfsException e) {
                outcomes.put(revision, new Destruction.Refused(e.getMessage()));
            }
        }
        return names;
    }

    private Finished destroy(String argument) throws ZfsException, InterruptedException {
        return program.run(Argv.destroy(argument));
    }

    @Override
    public OptionalLong freed(DatasetPath dataset, List<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        if (snapshots.isEmpty()) {
            return OptionalLong.of(0);
        }
        var names = new ArrayList<String>();
        for (var snapshot : snapshots) {
            Names.snapshot(dataset, snapshot.name());
            names.add(snapshot.name());
        }
        var said = new ArrayList<String>();
        program.run(Argv.destroyDryRun(dataset + "@" + String.join(",", names)), said::add)
                .orThrow("estimate destroying " + names.size() + " snapshots of " + dataset);
        return reclaimed(said);
    }

    private static OptionalLong reclaimed(List<String> lines) throws ZfsException {
        for (var line : lines) {
            if (line.startsWith(RECLAIM)) {
                try {
                    return OptionalLong.of(Long.parseLong(line.substring(RECLAIM.length())));
                } catch (NumberFormatException e) {
                    throw new ZfsException("unexpected line of zfs destroy: " + line, e);
                }
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void rollback(DatasetPath dataset, Revision.Snapshot to) throws ZfsException, InterruptedException {
        var name = Names.snapshot(dataset, to.name());
        program.run(Argv.rollback(name)).orThrow("rollback " + name);
    }
}
