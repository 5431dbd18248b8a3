// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.jobs.FixedSuppliers.Supplier;
import org.jzrepl.pruning.KeepLastNFactory;
import org.jzrepl.pruning.KeepMatchingFactory;
import org.jzrepl.pruning.KeepNotReplicatedFactory;
import org.jzrepl.replication.driver.ReplicationDriver;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.snapshot.policies.ManualFactory;
import org.jzrepl.snapshot.policies.PeriodicFactory;
import org.jzrepl.testkit.FixedPart;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.transport.local.LocalRemoteEndpoints;
import org.jzrepl.transport.local.LocalTransport;
import org.jzrepl.transport.local.Switchboard;
import org.jzrepl.zfs.simulated.SimulatedZfs;
import org.slf4j.MDC;

/// The jobs of a configuration with real suppliers, on a simulated ZFS with the pools `tank` and `backup`.
final class Workshop implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    final SimulatedZfs zfs = SimulatedZfs.inMemory(1, InstantSource.system());
    private final TestThreads threads = new TestThreads();
    private final Map<String, Job> jobByName = new LinkedHashMap<>();
    private final Map<String, JobBench> contextByName = new LinkedHashMap<>();
    private final Map<String, CountedLeases<Zfs>> leasesByJob = new LinkedHashMap<>();
    private final Zfs seen;

    /// @param watched what the jobs see of the ZFS
    Workshop(Path folder, String jobs, java.util.function.UnaryOperator<Zfs> watched)
            throws IOException, ConfigException, InterruptedException {
        seen = watched.apply(zfs);
        for (var dataset : List.of("tank", "backup")) {
            dataset(dataset);
        }
        var file = Files.writeString(folder.resolve("jobs.yml"), "jobs:\n" + jobs);
        var root = new YamlConfigurationReader().read(file).main();
        var suppliers = suppliers(root.section("global"));
        for (var section : root.sections("jobs")) {
            add(section, suppliers);
        }
    }

    Workshop(Path folder, String jobs) throws IOException, ConfigException, InterruptedException {
        this(folder, jobs, zfs -> zfs);
    }

    private FixedSuppliers suppliers(Section nothing) {
        var local = new JobEndpoints();
        var replicator = new ReplicationDriver(threads);
        return new FixedSuppliers(
                List.of(
                        new Supplier("push", new PushJobFactory(local, replicator)),
                        new Supplier("pull", new PullJobFactory(local, replicator)),
                        new Supplier("sink", new SinkJobFactory(local)),
                        new Supplier("source", new SourceJobFactory(local)),
                        new Supplier("snap", new SnapJobFactory(local)),
                        new Supplier("local", new LocalTransport(new Switchboard())),
                        new Supplier("local", new LocalRemoteEndpoints(threads)),
                        new Supplier("manual", new ManualFactory()),
                        new Supplier("periodic", new PeriodicFactory()),
                        new Supplier("last_n", new KeepLastNFactory()),
                        new Supplier("regex", new KeepMatchingFactory()),
                        new Supplier("not_replicated", new KeepNotReplicatedFactory())),
                nothing);
    }

    private void add(Section section, FixedSuppliers suppliers) throws ConfigException {
        var type = section.required("type", Words::nonEmpty);
        var name = new JobName(section.required("name", Words::nonEmpty));
        var job = suppliers.supplier(JobFactory.class, type).create(name, section, suppliers);
        jobByName.put(name.value(), job);
        contextByName.put(name.value(), new JobBench(leases(name.value()), threads, InstantSource.system()));
    }

    /// How the job leases its ZFS.
    CountedLeases<Zfs> leases(String job) {
        return leasesByJob.computeIfAbsent(job, _ -> new CountedLeases<>(new FixedPart<>("simulated", seen)));
    }

    /// Starts the job as the daemon does, its name in the log fields.
    Thread start(String name) {
        var job = jobByName.get(name);
        return threads.start("job " + name, () -> {
            MDC.put("job", name);
            job.run(contextByName.get(name));
        });
    }

    void startAll() {
        jobByName.keySet().forEach(this::start);
    }

    void wakeup(String name) {
        contextByName.get(name).wakeup();
    }

    /// What the job would do, asked beside whatever it does.
    JobPlan plan(String name, JobPlan.Extent extent) throws InterruptedException {
        return jobByName.get(name).plan(contextByName.get(name), extent);
    }

    JobStatus.Active active(String name) {
        return (JobStatus.Active) jobByName.get(name).status();
    }

    JobStatus.Passive passive(String name) {
        return (JobStatus.Passive) jobByName.get(name).status();
    }

    /// Wakes the job, and waits until the run has ended that this begins.
    void run(String name) {
        var before = active(name).replication();
        wakeup(name);
        await().atMost(LONG)
                .until(() -> !active(name).replication().equals(before)
                        && active(name).receiver().isPresent()
                        && active(name).phase() == Phase.WAITING);
    }

    void dataset(String path) throws ZfsException, InterruptedException {
        zfs.properties().create(DatasetPath.parse(path), Map.of());
    }

    /// Writes something new to the dataset and takes a snapshot of it.
    void snapshot(String path, String name) throws ZfsException, InterruptedException {
        var dataset = DatasetPath.parse(path);
        zfs.write(dataset, name + ".dat", 50_000 + name.hashCode() % 1000, name.hashCode());
        zfs.snapshots().create(List.of(dataset), name);
    }

    List<String> snapshots(String path) throws ZfsException, InterruptedException {
        return zfs.catalog().look(DatasetPath.parse(path), Scan.REVISIONS).stream()
                .flatMap(dataset -> dataset.revisions().stream())
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }

    Map<String, String> content(String path, String snapshot) throws ZfsException, InterruptedException {
        return zfs.content(DatasetPath.parse(path), snapshot);
    }

    @Override
    public void close() {
        threads.close();
    }
}
