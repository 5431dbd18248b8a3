// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots;

/// Takes, destroys and rolls back snapshots of the model.
record SimulatedSnapshots(Simulation simulation) implements ZfsSnapshots {
    @Override
    public Map<DatasetPath, Creation> create(Collection<DatasetPath> datasets, String name)
            throws ZfsException, InterruptedException {
        var outcomes = new LinkedHashMap<DatasetPath, Creation>();
        simulation.change(now -> {
            outcomes.clear();
            var next = now.nextTxg();
            for (var path : datasets) {
                var refusal = refusal(next, path, name);
                if (!refusal.isEmpty()) {
                    outcomes.put(path, new Creation.Refused(refusal));
                    continue;
                }
                var node = next.require(path, "snapshot " + path);
                var taken = new Revision.Snapshot(name, simulation.newGuid(), next.txg(), simulation.instant());
                next = next.with(node.with(new Snap(taken, node.files(), Set.of())));
                outcomes.put(path, new Creation.Created(taken));
            }
            return next;
        });
        return outcomes;
    }

    /// Why the snapshot cannot be taken; empty if it can.
    private static String refusal(World world, DatasetPath path, String name) {
        try {
            EntityName.SNAPSHOT.check(path + "@" + name);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return world.node(path)
                .map(node -> node.snapshot(name).isPresent() ? "dataset already exists" : "")
                .orElse("dataset does not exist");
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath dataset, Collection<? extends Revision> revisions)
            throws ZfsException, InterruptedException {
        var outcomes = new LinkedHashMap<Revision, Destruction>();
        simulation.change(now -> {
            outcomes.clear();
            var node = now.node(dataset);
            if (node.isEmpty()) {
                revisions.forEach(revision -> outcomes.put(revision, new Destruction.Destroyed()));
                return now;
            }
            var left = node.orElseThrow();
            for (var revision : revisions) {
                var outcome = outcome(left, revision);
                outcomes.put(revision, outcome);
                if (outcome instanceof Destruction.Destroyed) {
                    left = without(left, revision);
                }
            }
            return now.nextTxg().with(left);
        });
        return outcomes;
    }

    private static Destruction outcome(Node node, Revision revision) {
        var there = revision instanceof Revision.Snapshot
                ? node.snapshot(revision.name()).map(snap -> (Revision) snap.revision())
                : node.bookmark(revision.name()).map(mark -> (Revision) mark.revision());
        if (there.isPresent() && !there.orElseThrow().guid().equals(revision.guid())) {
            return new Destruction.Refused("another revision has this name now");
        }
        var holds = revision instanceof Revision.Snapshot
                ? node.snapshot(revision.name()).map(Snap::holds).orElse(Set.of())
                : Set.<String>of();
        return holds.isEmpty() ? new Destruction.Destroyed() : new Destruction.Held("dataset is busy");
    }

    private static Node without(Node node, Revision revision) {
        return revision instanceof Revision.Snapshot
                ? node.withoutSnapshots(snap -> snap.name().equals(revision.name()))
                : node.withoutBookmarks(mark -> mark.name().equals(revision.name()));
    }

    /// The files that no other snapshot has, nor the dataset itself.
    @Override
    public OptionalLong freed(DatasetPath dataset, List<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        var node = simulation.now().require(dataset, "estimate destroying snapshots of " + dataset);
        var going = snapshots.stream().map(Revision::guid).toList();
        var kept = new ArrayList<>(node.files().entrySet());
        node.snapshots().stream()
                .filter(snap -> !going.contains(snap.revision().guid()))
                .forEach(snap -> kept.addAll(snap.files().entrySet()));
        return OptionalLong.of(node.snapshots().stream()
                .filter(snap -> going.contains(snap.revision().guid()))
                .flatMap(snap -> snap.files().entrySet().stream())
                .distinct()
                .filter(file -> !kept.contains(file))
                .mapToLong(file -> file.getValue().size())
                .sum());
    }

    @Override
    public void rollback(DatasetPath dataset, Revision.Snapshot to) throws ZfsException, InterruptedException {
        var action = "rollback " + dataset + "@" + to.name();
        simulation.change(now -> {
            var node = now.require(dataset, action);
            var target = node.snapshot(to.name())
                    .orElseThrow(() -> new NoSuchDatasetException(action + ": no such snapshot"));
            var rolled = node.rolledBackTo(target);
            if (node.snapshots().stream()
                    .anyMatch(snap ->
                            !snap.holds().isEmpty() && !rolled.snapshots().contains(snap))) {
                throw new ZfsException(action + ": a newer snapshot is held: dataset is busy");
            }
            return now.nextTxg().with(rolled);
        });
    }
}
