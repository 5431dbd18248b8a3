// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.control.DaemonControl.RunningCommand;
import org.jzrepl.api.control.DaemonControl.Status;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;

/// The status document of all kinds of jobs, to the letter.
final class StatusDocumentGoldenTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void every_kind_of_job_and_the_warnings_have_their_place() {
        assertEquals(golden("status.json"), rendered(status()));
    }

    private static Status status() {
        var manual = new SnapshottingReport(
                "manual", SnapshottingReport.State.WAITING, Optional.empty(), Optional.empty(), 0, List.of());
        var jobs = new TreeMap<JobName, JobView>();
        jobs.put(
                new JobName("broken"),
                new JobView("push", new JobStatus.Broken("java.lang.IllegalStateException: no such state")));
        jobs.put(new JobName("fetch"), new JobView("pull", active(Optional.empty())));
        jobs.put(new JobName("offer"), new JobView("source", passive(Optional.of(manual), Optional.empty())));
        jobs.put(
                new JobName("room"),
                new JobView("sink", passive(Optional.empty(), Optional.of("listen at :8888: job \"x\" listens"))));
        jobs.put(new JobName("send"), new JobView("push", active(Optional.of(manual))));
        jobs.put(
                new JobName("snaps"),
                new JobView("snap", new JobStatus.Snapping(Phase.PRUNING, Optional.empty(), Optional.of(manual))));
        jobs.put(
                new JobName("waits"),
                new JobView("pull", new JobStatus.Unsupplied(List.of("Transport tls", "KeepRule grid"))));
        return new Status(
                "1.0.0",
                NOW,
                jobs,
                List.of(new RunningCommand(List.of("zfs", "send", "tank/a@1"), NOW)),
                List.of("certificate CN=backup in /etc/jzrepl/backup.crt expires on 2026-02-09: replace the file"));
    }

    private static JobStatus active(Optional<SnapshottingReport> snapshotting) {
        return new JobStatus.Active(Phase.WAITING, Optional.empty(), Optional.empty(), Optional.empty(), snapshotting);
    }

    private static JobStatus passive(Optional<SnapshottingReport> snapshotting, Optional<String> problem) {
        return new JobStatus.Passive(
                List.of(new ClientIdentity("desktop"), new ClientIdentity("laptop")), snapshotting, problem);
    }

    private static String rendered(Status status) {
        var gson = new GsonBuilder()
                .serializeNulls()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create();
        return gson.toJson(new StatusDocument(ZoneOffset.ofHours(1)).of(status)) + "\n";
    }

    private static String golden(String name) {
        try (var in = Optional.ofNullable(StatusDocumentGoldenTest.class.getResourceAsStream(name))
                .orElseThrow(() -> new AssertionError("no golden file " + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
