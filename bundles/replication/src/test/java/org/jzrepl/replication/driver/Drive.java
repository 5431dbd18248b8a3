// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.TestThreads;

/// Runs replications and keeps their pictures.
final class Drive {
    static final Tunables QUICK = new Tunables(3, Duration.ofSeconds(30), Duration.ofHours(1), Duration.ZERO);

    /// The whole history of each filesystem.
    static final ReplicationOptions ALL = new ReplicationOptions(Protection.RESUMABLE, Initial.ALL, 2, 4);

    final List<ReplicationReport> pictures = new CopyOnWriteArrayList<>();
    private final Tunables tunables;

    Drive() {
        this(QUICK);
    }

    Drive(Tunables tunables) {
        this.tunables = tunables;
    }

    ReplicationReport run(Lab lab) throws InterruptedException {
        return run(lab.sender(), lab.receiver(), ReplicationOptions.STANDARD);
    }

    ReplicationReport run(Sender sender, Receiver receiver, ReplicationOptions options) throws InterruptedException {
        try (var threads = new TestThreads()) {
            var report = new ReplicationDriver(threads, InstantSource.system(), tunables)
                    .replicate(sender, receiver, options, pictures::add);
            assertEquals(0, threads.running(), "threads outlive the run");
            return report;
        }
    }

    static FilesystemReport of(ReplicationReport report, String path) {
        return report.attempts().getLast().filesystems().stream()
                .filter(filesystem -> filesystem.path().equals(DatasetPath.parse(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report of " + path + " in " + report));
    }

    /// Why the filesystem failed in the last attempt.
    static String failure(ReplicationReport report, String path) {
        return switch (of(report, path).state()) {
            case State.PlanFailed(var failure) -> failure.reason();
            case State.StepFailed(var _, var failure) -> failure.reason();
            case State other -> throw new AssertionError(path + " did not fail: " + other);
        };
    }

    static void assertWell(ReplicationReport report) {
        assertEquals(0, report.failedFilesystems(), report.toString());
    }
}
