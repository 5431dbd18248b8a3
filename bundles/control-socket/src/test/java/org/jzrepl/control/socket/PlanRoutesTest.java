// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.control.Operations;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PrunePlan.Verdict;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;
import org.jzrepl.testkit.TestThreads;

/// Plans through the socket: what they look like, and that nobody waits for one but its asker.
final class PlanRoutesTest {
    private static final Snapshot OLD = Pictures.snapshot("old", "2026-01-31T09:00:00Z");
    private static final Snapshot NEW = Pictures.snapshot("new", "2026-02-01T09:00:00Z");

    private final TestThreads threads = new TestThreads();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch givenUp = new CountDownLatch(1);

    private final DaemonControl control = new DaemonControl() {
        @Override
        public Status status() {
            return Pictures.status(Map.of(), List.of());
        }

        @Override
        public void wakeup(JobName job) {
            throw new IllegalArgumentException("nobody wakes " + job);
        }

        @Override
        public void reset(JobName job) {
            throw new IllegalStateException("nobody resets " + job);
        }

        @Override
        public JobPlan plan(JobName job, Extent extent) throws InterruptedException {
            return switch (job.value()) {
                case "data" -> planned(extent);
                case "endless" -> endless();
                case "sink" -> new JobPlan.Unplannable("job \"sink\" waits for others");
                default -> throw new IllegalArgumentException("job \"" + job + "\" does not exist; jobs: data");
            };
        }
    };

    private final Configurations configurations = new Configurations() {
        @Override
        public Change compare() {
            return new Change(List.of(), List.of(), List.of(), List.of(), List.of());
        }

        @Override
        public Change reload() {
            return compare();
        }

        @Override
        public Effective.Mapping effective() {
            return Effective.Mapping.EMPTY;
        }
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void close_the_folder_to_others() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private JobPlan endless() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            givenUp.countDown();
            throw e;
        }
        throw new AssertionError("endless");
    }

    private static JobPlan planned(Extent extent) {
        var verdicts = List.of(
                new Verdict(new Candidate(OLD, true), List.of()),
                new Verdict(new Candidate(NEW, false), List.of("keep_sender[0] not_replicated")));
        var pruned = new PrunePreview.Filesystem(
                new PruneReport.FilesystemReport(
                        new PrunePlan(Pictures.DATA, verdicts), Optional.empty(), Optional.empty(), List.of("old")),
                OptionalLong.of(0));
        var side = new PrunePreview("sender", Optional.empty(), List.of(pruned));
        return new JobPlan.Planned(
                false, extent == Extent.RUN ? Optional.of(replication()) : Optional.empty(), List.of(side));
    }

    private static ReplicationPlan replication() {
        var step = new Step(Pictures.DATA, Optional.of(OLD), NEW, Optional.empty(), Protection.RESUMABLE);
        var data = new FilesystemPlan(
                Pictures.DATA,
                Optional.of(new Plan.Catchup(List.of(step))),
                List.of(OptionalLong.empty()),
                List.of("a note"),
                Optional.empty(),
                Optional.of(NEW.guid()));
        var other = new FilesystemPlan(
                DatasetPath.parse("tank/other"),
                Optional.of(new Plan.Conflict.InitialDisabled()),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new ReplicationPlan(Optional.empty(), List.of(data, other));
    }

    @Test
    void a_plan_is_a_document_with_what_is_sent_and_what_becomes_of_each_snapshot() throws IOException {
        try (var _ = open()) {
            var plan = post("/plan", "{\"Name\":\"data\"}");
            assertTrue(
                    plan.contains("{\"Job\":\"data\",\"Extent\":\"run\",\"UnderWay\":false,"
                            + "\"Replication\":{\"Error\":\"\",\"Filesystems\":[{\"Filesystem\":\"tank/data\","
                            + "\"Plan\":\"send\",\"Common\":\"\",\"Conflict\":\"\",\"Steps\":[{\"From\":\"@old\","
                            + "\"To\":\"@new\",\"Resumed\":false,\"BytesExpected\":null}],\"BytesExpected\":null,"
                            + "\"Notes\":[\"a note\"],\"Error\":\"\"},{\"Filesystem\":\"tank/other\","
                            + "\"Plan\":\"conflict\",\"Common\":\"\",\"Conflict\":\"not replicated yet, and "
                            + "conflict_resolution.initial_replication is fail\",\"Steps\":[],\"BytesExpected\":0,"
                            + "\"Notes\":[],\"Error\":\"\"}]},\"Pruning\":[{\"Side\":\"sender\",\"Error\":\"\","),
                    plan);
            assertTrue(
                    plan.matches("(?s).*\"BytesFreed\":0,\"Snapshots\":\\[\\{\"Name\":\"old\",\"Date\":\"[^\"]+\","
                            + "\"Replicated\":true,\"Fate\":\"held\",\"KeptBy\":\\[]},\\{\"Name\":\"new\","
                            + "\"Date\":\"[^\"]+\",\"Replicated\":false,\"Fate\":\"keep\","
                            + "\"KeptBy\":\\[\"keep_sender\\[0] not_replicated\"]}]}]}]}\n"),
                    plan);
            assertTrue(post("/prune", "{\"Name\":\"data\",\"DryRun\":\"true\"}")
                    .contains("\"Extent\":\"pruning\",\"UnderWay\":false,\"Replication\":null,"));
        }
    }

    @Test
    void what_cannot_be_planned_comes_back_as_a_sentence() throws IOException {
        try (var _ = open()) {
            assertRefused(500, "job \"sink\" waits for others", post("/plan", "{\"Name\":\"sink\"}"));
            assertRefused(500, "job \"x\" does not exist; jobs: data", post("/plan", "{\"Name\":\"x\"}"));
            assertRefused(400, "field Name is missing", post("/plan", "{}"));
            assertRefused(400, "field DryRun is missing", post("/prune", "{\"Name\":\"data\"}"));
            assertRefused(400, "DryRun must be true", post("/prune", "{\"Name\":\"data\",\"DryRun\":false}"));
        }
    }

    @Test
    void while_a_plan_is_made_others_are_answered_and_it_is_given_up_when_its_client_leaves() throws Exception {
        try (var _ = open()) {
            try (var client = send("/plan", "{\"Name\":\"endless\"}")) {
                begun.await();
                assertTrue(client.isOpen());
                assertTrue(post("/status", "{}").contains("\"Jobs\":"));
                assertEquals(1, givenUp.getCount());
            }
            assertTrue(givenUp.await(1, TimeUnit.MINUTES));
        }
    }

    private Closeable open() throws IOException {
        return new SocketControlPoint(threads).open(socket(), new Operations(control, configurations));
    }

    private Path socket() {
        return folder.resolve("control");
    }

    private static void assertRefused(int status, String words, String reply) {
        assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
        assertTrue(reply.contains(words), reply);
    }

    private SocketChannel send(String path, String body) throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        var text = "POST " + path + " HTTP/1.1\r\nHost: unix\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private String post(String path, String body) throws IOException {
        try (var channel = send(path, body)) {
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
