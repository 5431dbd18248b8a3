// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsProperties;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.jzrepl.api.zfs.ZfsStreams;

/// A simulated ZFS, and the ways to do by hand what users do to real datasets: write and remove files.
public final class SimulatedZfs implements Zfs {
    private final Simulation simulation;
    private final ZfsStreams streams;

    private SimulatedZfs(Simulation simulation) {
        this.simulation = simulation;
        this.streams = new SimulatedStreams(simulation);
    }

    /// Pools that live as long as the object; equal seeds give equal GUIDs.
    public static SimulatedZfs inMemory(long seed, InstantSource clock) {
        return new SimulatedZfs(new Simulation(new MemoryStore(), clock, new Random(seed), new Faults()));
    }

    /// Pools in a file, which is made when something is first changed.
    public static SimulatedZfs inFile(Path file, InstantSource clock) {
        return new SimulatedZfs(new Simulation(new FileStore(file), clock, new SecureRandom(), new Faults()));
    }

    @Override
    public ZfsCatalog catalog() {
        return new SimulatedCatalog(simulation);
    }

    @Override
    public ZfsSnapshots snapshots() {
        return new SimulatedSnapshots(simulation);
    }

    @Override
    public ZfsAnchors anchors() {
        return new SimulatedAnchors(simulation);
    }

    @Override
    public ZfsStreams streams() {
        return streams;
    }

    @Override
    public ZfsProperties properties() {
        return new SimulatedProperties(simulation);
    }

    public Faults faults() {
        return simulation.faults();
    }

    /// Puts a file of so many bytes, made of `seed`, in place of what had its name.
    public void write(DatasetPath dataset, String file, long size, long seed)
            throws ZfsException, InterruptedException {
        simulation.store().change(now -> {
            var node = now.require(dataset, "write " + file + " to " + dataset);
            var files = new TreeMap<>(node.files());
            files.put(file, new FileContent(size, seed));
            return now.nextTxg().with(node.withFiles(files));
        });
    }

    /// Puts snapshots of the live files into a dataset, as [org.jzrepl.api.zfs.ZfsModel.Pools#add].
    void add(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException, InterruptedException {
        simulation.store().change(now -> {
            var world = now;
            for (var missing : Stream.concat(dataset.ancestors().stream(), Stream.of(dataset))
                    .filter(path -> now.node(path).isEmpty() && !path.isRoot())
                    .toList()) {
                world = world.created(missing, new TreeMap<>());
            }
            var node = world.require(dataset, "add snapshots to " + dataset);
            var all = new ArrayList<>(node.snapshots());
            for (var one : snapshots) {
                world = world.nextTxg();
                var here = new Snapshot(one.name(), one.guid(), world.txg(), one.creation());
                all.add(new Snap(here, node.files(), Set.of()));
            }
            if (all.stream().map(Snap::name).distinct().count() < all.size()) {
                throw new ZfsException("add snapshots to " + dataset + ": a name is there already");
            }
            return world.with(node.withSnapshots(all));
        });
    }

    public void remove(DatasetPath dataset, String file) throws ZfsException, InterruptedException {
        simulation.store().change(now -> {
            var node = now.require(dataset, "remove " + file + " from " + dataset);
            var files = new TreeMap<>(node.files());
            files.remove(file);
            return now.nextTxg().with(node.withFiles(files));
        });
    }

    /// Destroys a dataset with all that is below it.
    public void destroy(DatasetPath dataset) throws ZfsException, InterruptedException {
        simulation.store().change(now -> {
            now.require(dataset, "destroy " + dataset);
            var left = now;
            for (var node : now.below(List.of(dataset))) {
                left = left.without(node.path());
            }
            return left.nextTxg();
        });
    }

    /// What the live dataset holds: for each file a text that is equal for equal bytes.
    public SortedMap<String, String> content(DatasetPath dataset) throws ZfsException, InterruptedException {
        return described(simulation.now().require(dataset, "read " + dataset).files());
    }

    /// The same of a snapshot.
    public SortedMap<String, String> content(DatasetPath dataset, String snapshot)
            throws ZfsException, InterruptedException {
        var action = "read " + dataset + "@" + snapshot;
        return described(simulation
                .now()
                .require(dataset, action)
                .snapshot(snapshot)
                .orElseThrow(() -> new NoSuchDatasetException(action + ": dataset does not exist"))
                .files());
    }

    /// The bytes of the live files.
    long used(DatasetPath dataset) throws ZfsException, InterruptedException {
        return FileContent.total(
                simulation.now().require(dataset, "read " + dataset).files());
    }

    private static SortedMap<String, String> described(Map<String, FileContent> files) {
        var described = new TreeMap<String, String>();
        files.forEach((name, file) -> described.put(name, file.size() + " bytes of pattern " + file.seed()));
        return described;
    }
}
