// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.jobs.PullJobFactory;
import org.jzrepl.jobs.PushJobFactory;
import org.jzrepl.replication.driver.ReplicationDriver;
import org.jzrepl.replication.driver.Tunables;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.testkit.OneRun;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.zfs.WatchedZfs;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two hosts with simulated pools, and the two daemons that replicate from one to the other: the active one
/// with a push or pull job, the passive one that serves it. Everything but the pools can be dropped at any
/// time.
final class Stage implements AutoCloseable {
    static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    static final DatasetPath OUTSIDE = DatasetPath.parse("tank/outside");
    static final List<DatasetPath> FILESYSTEMS = List.of(
            DatasetPath.parse("tank/a"),
            DatasetPath.parse("tank/a/b"),
            DatasetPath.parse("tank/a/b/c d"),
            DatasetPath.parse("tank/e"));
    static final JobName ACTIVE = new JobName("active");
    static final JobName PASSIVE = new JobName("passive");

    private static final Tunables TUNABLES =
            new Tunables(3, Duration.ofMinutes(10), Duration.ofHours(10), Duration.ofHours(1));
    private static final Scan ALL = new Scan(Set.of(Dataset.PLACEHOLDER), true);

    final SimulatedZfs source;
    final SimulatedZfs target;
    final AdjustableClock clock = new AdjustableClock();
    private final TestThreads threads = new TestThreads();
    private Settings settings;
    private Optional<Job> job = Optional.empty();
    private JobEndpoints passive = new JobEndpoints();
    private Scene scene = new Scene(new Accident(Mishap.NONE), Watcher.NOBODY);

    /// What surrounds one run.
    private record Scene(Accident accident, Watcher watcher) {}

    Stage(long seed, Settings settings) throws IOException, InterruptedException {
        this.source = SimulatedZfs.inMemory(seed, clock);
        this.target = SimulatedZfs.inMemory(~seed, clock);
        this.settings = settings;
        source.properties().create(DatasetPath.parse("tank"), Map.of());
        source.properties().create(OUTSIDE, Map.of());
        target.properties().create(DatasetPath.parse("backup"), Map.of());
        target.properties().create(DatasetPath.parse("backup/other"), Map.of());
        target.properties().create(SINK, Map.of());
        target.properties().create(DatasetPath.parse("backup/sink/other"), Map.of());
    }

    Settings settings() {
        return settings;
    }

    /// A reload: the job is made anew.
    void configure(Settings now) {
        settings = now;
        job = Optional.empty();
    }

    /// Both daemons start anew.
    void restart() {
        job = Optional.empty();
        passive = new JobEndpoints();
    }

    /// Where the sender's dataset is received.
    DatasetPath received(DatasetPath path) {
        return path.below(root());
    }

    /// What the receiver may touch.
    DatasetPath root() {
        return settings.pull() ? SINK : new DatasetPath(List.of("laptop")).below(SINK);
    }

    JobName sending() {
        return settings.pull() ? PASSIVE : ACTIVE;
    }

    JobName receiving() {
        return settings.pull() ? ACTIVE : PASSIVE;
    }

    static Optional<Dataset> look(Zfs zfs, DatasetPath path) throws ZfsException, InterruptedException {
        return zfs.catalog().look(path, ALL);
    }

    /// Lets the active job run once; daemons that died on the way are dropped.
    Job run(Accident accident, Watcher watcher) {
        scene = new Scene(accident, watcher);
        var running = job.orElseGet(this::newJob);
        job = Optional.of(running);
        var here = settings.pull() ? target : source;
        OneRun.of(running, watched(here, accident.active()), threads, clock);
        if (accident.active().isDead()) {
            job = Optional.empty();
        }
        if (accident.passive().isDead()) {
            passive = new JobEndpoints();
        }
        return running;
    }

    private Job newJob() {
        var local = new JobEndpoints();
        var replicator = new ReplicationDriver(threads, clock, TUNABLES);
        JobFactory factory =
                settings.pull() ? new PullJobFactory(local, replicator) : new PushJobFactory(local, replicator);
        try {
            var section = Sections.of(new YamlConfigurationReader(), settings.yaml());
            return factory.create(ACTIVE, section, new FewSuppliers(new ShakyEndpoints(this)));
        } catch (ConfigException e) {
            throw new IllegalStateException(settings.yaml(), e);
        }
    }

    Receiver farReceiver() {
        var now = scene;
        return new ShakyReceiver(new Connection<>(
                now.accident(),
                () -> accept().receiver(
                                PASSIVE,
                                watched(target, now.accident().passive()),
                                root(),
                                new ReceiveOptions(
                                        SINK, PlaceholderEncryption.INHERIT, Map.of(), Set.of(), Bandwidth.UNLIMITED)),
                now.watcher()::step));
    }

    Sender farSender() {
        var now = scene;
        return new ShakySender(new Connection<>(
                now.accident(),
                () -> accept().sender(
                                PASSIVE,
                                watched(source, now.accident().passive()),
                                new SendOptions(settings.filter(), false, Set.of(), Bandwidth.UNLIMITED)),
                now.watcher()::step));
    }

    /// The passive daemon's endpoints; those of a new one if it is dead.
    private JobEndpoints accept() {
        if (scene.accident().passive().isDead()) {
            passive = new JobEndpoints();
            scene.accident().passive().reborn();
        }
        return passive;
    }

    private Zfs watched(SimulatedZfs zfs, Accident.Side side) {
        var watcher = scene.watcher();
        return new WatchedZfs(zfs, new WatchedZfs.Watch() {
            @Override
            public void before(String call, DatasetPath dataset) throws ZfsException {
                side.before(call);
                watcher.before(zfs, call, dataset);
            }

            @Override
            public void after(String call, DatasetPath dataset) throws ZfsException {
                watcher.after(zfs, call, dataset);
                side.after(call);
            }
        });
    }

    @Override
    public void close() {
        threads.close();
    }
}
