// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two simulated hosts in a random state: datasets with histories, replicated to a random point, some snapshots
/// held.
final class PruneLab implements Pruner.History {
    static final JobName JOB = new JobName("job");
    static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    private static final int[] STEPS = {1, 600, 3600, 86_400};

    final SimulatedZfs source;
    final SimulatedZfs target;
    final Sender sender;
    final Receiver receiver;
    private final Random random;
    private final Set<String> held = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    PruneLab(long seed) throws IOException, InterruptedException {
        random = new Random(seed);
        InstantSource clock = () -> now;
        source = SimulatedZfs.inMemory(seed, clock);
        target = SimulatedZfs.inMemory(~seed, clock);
        var endpoints = new JobEndpoints();
        sender = endpoints.sender(JOB, source, SendSettings.none(new DatasetFilter(Map.of("tank<", true))));
        receiver = endpoints.receiver(
                JOB,
                target,
                SINK,
                new ReceiveOptions(SINK, PlaceholderEncryption.INHERIT, Map.of(), Set.of(), Bandwidth.UNLIMITED));
        source.properties().create(DatasetPath.parse("tank"), Map.of());
        target.properties().create(DatasetPath.parse("backup"), Map.of());
        target.properties().create(SINK, Map.of());
        for (int i = 0; i <= random.nextInt(3); i++) {
            fill(DatasetPath.parse("tank/a" + i));
        }
    }

    private void fill(DatasetPath path) throws IOException, InterruptedException {
        source.properties().create(path, Map.of());
        var taken = new ArrayList<Snapshot>();
        for (int i = 0; i < random.nextInt(20); i++) {
            now = now.plusSeconds(STEPS[random.nextInt(STEPS.length)]);
            source.write(path, "file" + random.nextInt(4), 1000 + random.nextInt(1000), random.nextLong());
            taken.add(snapshot(path, (random.nextBoolean() ? "zrepl_" : "manual-") + i));
        }
        replicate(path, taken.subList(0, taken.isEmpty() ? 0 : random.nextInt(taken.size() + 1)));
        for (var snapshot : taken) {
            if (random.nextInt(8) == 0) {
                source.anchors().hold(path, List.of(snapshot), "mine");
                held.add(path + "@" + snapshot.name());
            }
        }
    }

    private Snapshot snapshot(DatasetPath path, String name) throws ZfsException, InterruptedException {
        return switch (source.snapshots().create(List.of(path), name).get(path)) {
            case Creation.Created(var snapshot) -> snapshot;
            case Creation.Refused(var reason) -> throw new AssertionError(reason);
            case null -> throw new AssertionError("no answer for " + path);
        };
    }

    private void replicate(DatasetPath path, List<Snapshot> snapshots) throws IOException, InterruptedException {
        Optional<Revision> from = Optional.empty();
        for (var to : snapshots) {
            var step = new Step(path, from, to, Optional.empty(), Protection.RESUMABLE);
            receiver.receive(step, sender.send(step));
            sender.completed(step);
            from = Optional.of(to);
        }
    }

    /// `dataset@snapshot` of what somebody else holds on the source.
    Set<String> held() {
        return Set.copyOf(held);
    }

    @Override
    public List<DatasetPath> known() throws IOException, InterruptedException {
        return sender.filesystems().stream().map(Filesystem::path).toList();
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        return sender.cursor(filesystem);
    }

    /// The bytes of all files that are still somewhere, each content once for each dataset.
    static long bytes(SimulatedZfs zfs, DatasetPath root) throws ZfsException, InterruptedException {
        var files = new HashSet<String>();
        for (var dataset : zfs.catalog().scan(List.of(root), Scan.REVISIONS)) {
            var path = dataset.path();
            zfs.content(path).forEach((file, what) -> files.add(path + "/" + file + " " + what));
            for (var revision : dataset.revisions()) {
                if (revision instanceof Snapshot) {
                    zfs.content(path, revision.name())
                            .forEach((file, what) -> files.add(path + "/" + file + " " + what));
                }
            }
        }
        return files.stream()
                .mapToLong(file -> Long.parseLong(file.split(" ")[1]))
                .sum();
    }

    /// `dataset@snapshot` of everything below the root.
    static Set<String> snapshots(SimulatedZfs zfs, DatasetPath root) throws ZfsException, InterruptedException {
        var names = new HashSet<String>();
        for (var dataset : zfs.catalog().scan(List.of(root), Scan.REVISIONS)) {
            dataset.revisions().stream()
                    .filter(Snapshot.class::isInstance)
                    .forEach(one -> names.add(dataset.path().relativeTo(root) + "@" + one.name()));
        }
        return names;
    }
}
