// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.jzrepl.api.transport.Transport;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.jobs.PullJobFactory;
import org.jzrepl.jobs.PushJobFactory;
import org.jzrepl.jobs.SinkJobFactory;
import org.jzrepl.jobs.SnapJobFactory;
import org.jzrepl.jobs.SourceJobFactory;
import org.jzrepl.pruning.KeepGfsFactory;
import org.jzrepl.pruning.KeepGridFactory;
import org.jzrepl.pruning.KeepLastNFactory;
import org.jzrepl.pruning.KeepMatchingFactory;
import org.jzrepl.pruning.KeepNotReplicatedFactory;
import org.jzrepl.replication.driver.ReplicationDriver;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.snapshot.policies.CommandHookFactory;
import org.jzrepl.snapshot.policies.CronFactory;
import org.jzrepl.snapshot.policies.ManualFactory;
import org.jzrepl.snapshot.policies.PeriodicFactory;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestSuppliers;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.transport.local.LocalRemoteEndpoints;
import org.jzrepl.transport.local.LocalTransport;
import org.jzrepl.transport.local.Switchboard;
import org.jzrepl.zfs.simulated.SimulatedModel;

/// The command with the product's own suppliers, on configurations in a folder.
final class Workbench implements AutoCloseable {
    static final String START = "--start=2026-01-01T00:00:00Z";
    static final String HOURLY = "{type: periodic, prefix: auto_, interval: 1h}";

    private final Path folder;
    private final Zfs zfs;
    private final TestThreads threads = new TestThreads();
    private final TestSuppliers suppliers;

    Workbench(Path folder, Zfs zfs) throws ConfigException {
        this.folder = folder;
        this.zfs = zfs;
        var local = new JobEndpoints();
        var replicator = new ReplicationDriver(threads);
        suppliers = new TestSuppliers(Sections.of(new YamlConfigurationReader(), "{}"))
                .put(JobFactory.class, "push", new PushJobFactory(local, replicator))
                .put(JobFactory.class, "pull", new PullJobFactory(local, replicator))
                .put(JobFactory.class, "sink", new SinkJobFactory(local))
                .put(JobFactory.class, "source", new SourceJobFactory(local))
                .put(JobFactory.class, "snap", new SnapJobFactory(local))
                .put(Transport.class, "local", new LocalTransport(new Switchboard()))
                .put(RemoteEndpoints.class, "local", new LocalRemoteEndpoints(threads))
                .put(SnapshotPolicyFactory.class, "manual", new ManualFactory())
                .put(SnapshotPolicyFactory.class, "periodic", new PeriodicFactory())
                .put(SnapshotPolicyFactory.class, "cron", new CronFactory())
                .put(HookFactory.class, "command", new CommandHookFactory(threads))
                .put(KeepRuleFactory.class, "grid", new KeepGridFactory())
                .put(KeepRuleFactory.class, "gfs", new KeepGfsFactory())
                .put(KeepRuleFactory.class, "last_n", new KeepLastNFactory())
                .put(KeepRuleFactory.class, "regex", new KeepMatchingFactory())
                .put(KeepRuleFactory.class, "not_replicated", new KeepNotReplicatedFactory());
    }

    /// What the command has left.
    record Result(int status, String out, String err) {}

    /// Somebody else's rule or policy, installed.
    <F> void install(Class<F> kind, String type, F supplier) {
        suppliers.put(kind, type, supplier);
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    String snap(String name, String snapshotting, String keep) throws IOException {
        return file(name, """
                jobs:
                  - name: snaps
                    type: snap
                    filesystems: {"tank/data<": true}
                    snapshotting: %s
                    pruning: {keep: %s}
                """.formatted(snapshotting, keep));
    }

    String push(String keepSender) throws IOException {
        return file("push.yml", """
                jobs:
                  - name: away
                    type: push
                    connect: {type: local, listener_name: x, client_identity: me}
                    filesystems: {"tank/data<": true}
                    snapshotting: %s
                    pruning:
                      keep_sender: %s
                      keep_receiver: [{type: last_n, count: 5}]
                """.formatted(HOURLY, keepSender));
    }

    String pull() throws IOException {
        return file("pull.yml", """
                jobs:
                  - name: p
                    type: pull
                    root_fs: b/pulled
                    interval: 2h
                    connect: {type: local, listener_name: x, client_identity: me}
                    pruning:
                      keep_sender: [{type: not_replicated}, {type: last_n, count: 3}]
                      keep_receiver: [{type: last_n, count: 6}]
                """);
    }

    /// The rows of a table with numbers of snapshots, at their times.
    static List<String> counts(String table) {
        return table.lines()
                .filter(line -> line.matches(" *[0-9]+[smhd]? +20[0-9]{2}-.*"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    Result run(String... arguments) {
        return run(false, arguments);
    }

    Result run(boolean isWatched, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var command = new SimulateCommand(this::open, new SimulatedModel());
        int status = command.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                isWatched);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The output of a run that goes well.
    String output(String... arguments) {
        var result = run(arguments);
        if (result.status() != 0 || !result.err().isEmpty()) {
            throw new AssertionError(result.toString());
        }
        return result.out();
    }

    private Offline.Session open(Path file) throws ConfigException {
        var jobs = new ArrayList<OneJob>();
        for (var section : new YamlConfigurationReader().read(file).main().sections("jobs")) {
            var type = section.required("type", Words::nonEmpty);
            var name = new JobName(section.required("name", Words::nonEmpty));
            var factory = suppliers
                    .part(JobFactory.class, type)
                    .tryLease()
                    .orElseThrow()
                    .get();
            jobs.add(new OneJob(type, factory.create(name, section, suppliers)));
        }
        return new Loaded(jobs, file.resolveSibling("control"), zfs);
    }

    private record OneJob(String type, Job job) {}

    private record Loaded(List<OneJob> all, Path controlSocket, Zfs zfs) implements Offline.Session {
        @Override
        public List<Offline.ConfiguredJob> jobs() {
            return all.stream()
                    .map(one -> new Offline.ConfiguredJob(
                            one.job().name(), one.type(), one.job().filesystems()))
                    .toList();
        }

        @Override
        public Optional<Rehearsal> rehearse(JobName job) throws IOException {
            for (var one : all) {
                if (one.job().name().equals(job)) {
                    return one.job().rehearse();
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        threads.close();
    }
}
