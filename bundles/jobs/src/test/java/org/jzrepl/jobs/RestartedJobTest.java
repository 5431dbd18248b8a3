// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.testkit.FixedPart;
import org.jzrepl.testkit.JobBench;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// A job that the daemon interrupts, since a supplier goes, and starts again: it is at rest until it is woken.
final class RestartedJobTest {
    private static final String JOBS = """
            - name: offered
              type: source
              serve: {type: local, listener_name: l}
              filesystems: {"tank<": true, tank: false}
              snapshotting: {type: manual}
            - name: laptop
              type: pull
              connect: {type: local, listener_name: l, client_identity: laptop}
              root_fs: backup
              recv: {placeholder: {encryption: inherit}}
              interval: manual
              pruning:
                keep_sender: [{type: last_n, count: 1}]
                keep_receiver: [{type: last_n, count: 1}]
            """;

    /// Interrupted at the call that is watched for, once.
    private final AtomicReference<Optional<Thread>> victim = new AtomicReference<>(Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void a_replication_that_was_broken_off_is_not_shown_as_under_way() throws Exception {
        try (var workshop = new Workshop(folder, JOBS, this::interrupting)) {
            workshop.dataset("tank/a");
            workshop.snapshot("tank/a", "s1");
            workshop.start("offered");
            var running = workshop.start("laptop");
            victim.set(Optional.of(running));
            workshop.wakeup("laptop");
            running.join();
            assertEquals(Phase.REPLICATING, workshop.active("laptop").phase(), "what it was interrupted in");
            workshop.start("laptop");
            await().untilAsserted(() ->
                    assertEquals(Phase.WAITING, workshop.active("laptop").phase()));
        }
    }

    private Zfs interrupting(Zfs zfs) {
        return new WatchedZfs(zfs, (call, _) -> {
            if (call.equals("receive")) {
                victim.getAndSet(Optional.empty()).ifPresent(Thread::interrupt);
            }
        });
    }

    @Test
    void a_pruning_that_was_broken_off_is_not_shown_as_under_way() throws Exception {
        var manual = new FixedPart<>("manual", new Rhythm(Optional.empty(), Optional.empty(), List.of()));
        var job = new SnapJob(
                new JobName("home"),
                DatasetFilter.ALL,
                manual,
                Configured.rules("[{type: last_n, count: 1}]"),
                new JobEndpoints());
        try (var threads = new TestThreads()) {
            var context = new JobBench(new Gone("simulated"), threads, InstantSource.system());
            var running = threads.start("job home", () -> job.run(context));
            context.wakeup();
            running.join();
            assertEquals(Phase.PRUNING, phase(job), "what it was interrupted in");
            threads.start("job home", () -> job.run(context));
            await().untilAsserted(() -> assertEquals(Phase.WAITING, phase(job)));
        }
    }

    private static Phase phase(SnapJob job) {
        return ((JobStatus.Snapping) job.status()).phase();
    }

    /// A ZFS whose supplier has just left: who asks for it is to end.
    private record Gone(String type) implements Part<Zfs> {
        @Override
        public Lease<Zfs> lease() throws InterruptedException {
            throw new InterruptedException("nothing supplies zfs " + type);
        }

        @Override
        public Optional<Lease<Zfs>> tryLease() {
            return Optional.empty();
        }
    }
}
