// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job.Context;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.replication.driver.ReplicationDriver;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.testkit.FixedPart;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two simulated hosts with a random past, and a job that replicates from one to the other and prunes both.
final class TwoHosts implements Direction {
    static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    private static final JobName JOB = new JobName("job");
    private static final List<String> DATASETS = List.of("tank/a", "tank/a/b", "tank/c");
    private static final int[] SECONDS = {1, 600, 3600, 86_400};

    final SimulatedZfs source;
    final SimulatedZfs target;
    private final Random random;
    private final JobEndpoints local = new JobEndpoints();
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int taken;

    TwoHosts(long seed) throws IOException, InterruptedException {
        random = new Random(seed);
        InstantSource clock = () -> now;
        source = SimulatedZfs.inMemory(seed, clock);
        target = SimulatedZfs.inMemory(~seed, clock);
        source.properties().create(DatasetPath.parse("tank"), Map.of());
        target.properties().create(DatasetPath.parse("backup"), Map.of());
        target.properties().create(SINK, Map.of());
        for (var dataset : DATASETS) {
            if (random.nextInt(4) > 0
                    && exists(source, DatasetPath.parse(dataset).ancestors())) {
                source.properties().create(DatasetPath.parse(dataset), Map.of());
            }
        }
    }

    private static boolean exists(Zfs zfs, List<DatasetPath> paths) throws IOException, InterruptedException {
        return zfs.catalog().look(paths, Scan.NAMES).size() == paths.size();
    }

    /// What has happened, for a failure's message.
    List<String> log() {
        return log;
    }

    /// A job with random rules, protection and beginning.
    ActiveJob job(Threads threads) throws ConfigException {
        var options = new ReplicationOptions(
                new Protection(one(Guarantee.values()), one(Guarantee.values())), one(Initial.values()), 1, 1);
        var keepSender = RandomRules.list(random);
        var keepReceiver = RandomRules.list(random);
        log.add(options + " " + keepSender + " " + keepReceiver);
        var settings = new ActiveSettings(
                new FixedPart<>("none", () -> {
                    throw new IOException("both sides are here");
                }),
                new FixedPart<>("none", new Nobody()),
                options,
                Configured.rules(keepSender.toString()),
                Configured.rules(keepReceiver.toString()));
        return new ActiveJob(JOB, this, settings, new ReplicationDriver(threads));
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// Something that people and other programs do to datasets.
    void happen() throws IOException, InterruptedException {
        var datasets = real(source, DatasetPath.parse("tank"));
        if (datasets.isEmpty()) {
            return;
        }
        var dataset = datasets.get(random.nextInt(datasets.size()));
        switch (random.nextInt(10)) {
            case 0 -> destroy(source, dataset);
            case 1 -> hold(source, dataset);
            case 2 -> onTarget(copy -> destroy(target, withoutNewest(copy)));
            case 3 -> onTarget(copy -> hold(target, copy));
            case 4 -> foreignSnapshot();
            default -> snapshots(dataset);
        }
    }

    /// Where the newest was destroyed, ZFS receives nothing more: the dataset is no longer as the one before it.
    private static Dataset withoutNewest(Dataset copy) {
        var older = copy.revisions().subList(0, copy.revisions().size() - 1);
        return new Dataset(copy.path(), copy.kind(), copy.properties(), copy.resumeToken(), older, Set.of());
    }

    private interface Deed {
        void on(Dataset dataset) throws IOException, InterruptedException;
    }

    private void onTarget(Deed deed) throws IOException, InterruptedException {
        var copies = real(target, SINK).stream()
                .filter(copy -> snapshots(copy.revisions()).size() > 1)
                .toList();
        if (!copies.isEmpty()) {
            deed.on(copies.get(random.nextInt(copies.size())));
        }
    }

    private void foreignSnapshot() throws IOException, InterruptedException {
        if (random.nextInt(4) == 0) {
            onTarget(copy -> snapshot(target, copy.path(), "foreign" + taken++));
        }
    }

    private void snapshots(Dataset dataset) throws IOException, InterruptedException {
        for (int i = 0; i <= random.nextInt(4); i++) {
            now = now.plusSeconds(SECONDS[random.nextInt(SECONDS.length)]);
            source.write(dataset.path(), "file" + random.nextInt(3), 100 + random.nextInt(100), random.nextLong());
            snapshot(source, dataset.path(), (random.nextBoolean() ? "zrepl_" : "manual-") + taken++);
        }
    }

    private void snapshot(SimulatedZfs zfs, DatasetPath path, String name) throws IOException, InterruptedException {
        log.add("snapshot " + path + "@" + name);
        zfs.snapshots().create(List.of(path), name);
    }

    private void destroy(SimulatedZfs zfs, Dataset dataset) throws IOException, InterruptedException {
        var victim = any(dataset);
        if (victim.isPresent()) {
            log.add("destroy " + dataset.path() + "@" + victim.orElseThrow().name());
            zfs.snapshots().destroy(dataset.path(), List.of(victim.orElseThrow()));
        }
    }

    private void hold(SimulatedZfs zfs, Dataset dataset) throws IOException, InterruptedException {
        var victim = any(dataset);
        if (victim.isPresent()) {
            log.add("hold " + dataset.path() + "@" + victim.orElseThrow().name());
            zfs.anchors().hold(dataset.path(), List.of(victim.orElseThrow()), "mine");
        }
    }

    private Optional<Snapshot> any(Dataset dataset) {
        var snapshots = snapshots(dataset.revisions());
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.get(random.nextInt(snapshots.size())));
    }

    private static List<Dataset> real(SimulatedZfs zfs, DatasetPath root) throws IOException, InterruptedException {
        return zfs.catalog().scan(List.of(root), Scan.REVISIONS).stream()
                .filter(dataset -> !dataset.path().equals(root))
                .toList();
    }

    static List<Snapshot> snapshots(List<Revision> revisions) {
        return revisions.stream()
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .toList();
    }

    /// A run whose streams break off, so that partial receives and the holds of steps are left.
    void breakStreams() {
        if (random.nextInt(3) == 0) {
            log.add("streams break");
            source.faults().breakStreamsAfter(50 + random.nextInt(100));
        }
    }

    boolean streamsBreak() {
        return log.getLast().equals("streams break");
    }

    @Override
    public Sender sender(Zfs here, There there) {
        return local.sender(JOB, source, SendSettings.none(new DatasetFilter(Map.of("tank<", true, "tank", false))));
    }

    @Override
    public Receiver receiver(Zfs here, There there) {
        return local.receiver(
                JOB,
                target,
                SINK,
                new ReceiveOptions(SINK, PlaceholderEncryption.INHERIT, Map.of(), Set.of(), Bandwidth.UNLIMITED));
    }

    @Override
    public Inspection inspection(PruneSide side, Zfs here, Predicate<DatasetPath> liftsHolds) {
        boolean sends = side == PruneSide.SENDER;
        return Inspection.local(
                sends ? source : target,
                sends ? DatasetPath.ROOT : SINK,
                (filesystem, tag) -> liftsHolds.test(filesystem) && local.isOwn(JOB, tag));
    }

    @Override
    public void wake(Context context, ActiveStatus status) {}

    /// Both sides are here.
    private static final class Nobody implements RemoteEndpoints {
        @Override
        public Sender sender(Connector connector) {
            throw new AssertionError("there is no other host");
        }

        @Override
        public Receiver receiver(Connector connector) {
            throw new AssertionError("there is no other host");
        }

        @Override
        public Serving serving(Function<ClientIdentity, Endpoint> forPeer, Guests guests) {
            throw new AssertionError("there is no other host");
        }
    }

    @Override
    public Rehearsal rehearse(ActiveSettings settings) throws IOException {
        return JobRehearsal.of(JOB, Optional.empty(), settings.keepBySide())
                .replicating(settings.replication(), Optional.empty());
    }
}
