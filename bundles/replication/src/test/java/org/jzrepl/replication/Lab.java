// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two simulated hosts: one with the pool `tank`, one with `backup/sink` to receive into. Every instant is a
/// second later.
public final class Lab {
    public static final JobName JOB = new JobName("job");
    public static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    public static final DatasetPath CLIENT = DatasetPath.parse("backup/sink/laptop");

    public final SimulatedZfs source;
    public final SimulatedZfs target;
    private final AtomicLong seconds = new AtomicLong(1_700_000_000);
    private final AtomicLong seeds = new AtomicLong();
    private JobEndpoints endpoints = new JobEndpoints();

    public Lab() throws ZfsException, InterruptedException {
        source = SimulatedZfs.inMemory(1, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        target = SimulatedZfs.inMemory(2, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        source.properties().create(DatasetPath.parse("tank"), Map.of());
        target.properties().create(DatasetPath.parse("backup"), Map.of());
        target.properties().create(SINK, Map.of());
    }

    /// As if the daemon had been restarted: nothing in memory is left.
    public void restart() {
        endpoints = new JobEndpoints();
    }

    public Sender sender() {
        return sender(JOB, source, "tank<");
    }

    public Sender sender(JobName job, Zfs zfs, String pattern) {
        return endpoints.sender(job, zfs, sending(Map.of(pattern, true)));
    }

    public Receiver receiver() {
        return receiver(JOB, target);
    }

    public Receiver receiver(JobName job, Zfs zfs) {
        return endpoints.receiver(job, zfs, SINK, receiving(PlaceholderEncryption.INHERIT));
    }

    /// Where a sink keeps what [#CLIENT] sends.
    public Receiver sink(PlaceholderEncryption encryption) {
        return endpoints.receiver(JOB, target, CLIENT, receiving(encryption));
    }

    /// Sends the step to that receiver.
    public void receive(Receiver receiver, Step step) throws IOException, InterruptedException {
        receiver.receive(step, sender().send(step));
    }

    public static SendOptions sending(Map<String, Boolean> patterns) {
        return new SendOptions(new DatasetFilter(patterns), false, Set.of(), Bandwidth.UNLIMITED);
    }

    public static ReceiveOptions receiving(PlaceholderEncryption encryption) {
        return new ReceiveOptions(SINK, encryption, Map.of(), Set.of(), Bandwidth.UNLIMITED);
    }

    public JobEndpoints endpoints() {
        return endpoints;
    }

    public Lab dataset(String path) throws ZfsException, InterruptedException {
        source.properties().create(DatasetPath.parse(path), Map.of());
        return this;
    }

    /// Writes something new to the dataset and takes a snapshot of it.
    public Snapshot snapshot(String path, String name) throws ZfsException, InterruptedException {
        long seed = seeds.incrementAndGet();
        source.write(DatasetPath.parse(path), "file" + seed % 3, 100_000 + seed, seed);
        return snapshot(source, DatasetPath.parse(path), name);
    }

    public static Snapshot snapshot(Zfs zfs, DatasetPath path, String name) throws ZfsException, InterruptedException {
        return switch (zfs.snapshots().create(List.of(path), name).get(path)) {
            case Creation.Created(var snapshot) -> snapshot;
            case Creation.Refused(var reason) -> throw new AssertionError(reason);
            case null -> throw new AssertionError("no answer for " + path);
        };
    }

    public static Step full(String path, Snapshot to) {
        return new Step(DatasetPath.parse(path), Optional.empty(), to, Optional.empty(), Protection.RESUMABLE);
    }

    public static Step incremental(String path, Revision from, Snapshot to) {
        return new Step(DatasetPath.parse(path), Optional.of(from), to, Optional.empty(), Protection.RESUMABLE);
    }

    public static Step protectedBy(Step step, Protection protection) {
        return new Step(step.filesystem(), step.from(), step.to(), step.resumeToken(), protection);
    }

    /// One step, as a driver carries it out.
    public void carryOut(Step step) throws IOException, InterruptedException {
        var sender = sender();
        receiver().receive(step, sender.send(step));
        sender.completed(step);
    }

    public static DatasetPath received(String path) {
        return DatasetPath.parse(path).below(SINK);
    }

    /// What anchors are there: holds as `@snapshot tag`, bookmarks as `#name`.
    public static Set<String> anchors(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        var dataset = look(zfs, path);
        var anchors = dataset.revisions().stream()
                .filter(Revision.Bookmark.class::isInstance)
                .map(Revision::relativeName)
                .collect(Collectors.toSet());
        zfs.anchors()
                .holds(path, dataset.held())
                .forEach((snapshot, tags) -> tags.forEach(tag -> anchors.add(snapshot.relativeName() + " " + tag)));
        return anchors;
    }

    public static Dataset look(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        return zfs.catalog()
                .look(path, new Scan(Set.of(Dataset.PLACEHOLDER, "mountpoint", "encryption"), true))
                .orElseThrow(() -> new AssertionError(path + " does not exist"));
    }

    public static boolean exists(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        return zfs.catalog().look(path, Scan.NAMES).isPresent();
    }

    public static Optional<String> placeholder(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        return Optional.ofNullable(look(zfs, path).properties().get(Dataset.PLACEHOLDER))
                .map(Property::value);
    }

    public static List<String> snapshots(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        return look(zfs, path).revisions().stream()
                .filter(Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }

    /// Each snapshot that both sides are meant to have is there with equal content.
    public void assertReplicated(String path, String... names) throws ZfsException, InterruptedException {
        var expected = new TreeMap<String, Object>();
        var actual = new TreeMap<String, Object>();
        for (var name : names) {
            expected.put(name, source.content(DatasetPath.parse(path), name));
            actual.put(name, target.content(received(path), name));
        }
        assertEquals(expected, actual);
    }
}
