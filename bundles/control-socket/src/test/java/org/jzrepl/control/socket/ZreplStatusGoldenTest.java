// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.control.DaemonControl.RunningCommand;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.Attempt;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.transport.ClientIdentity;

/// The status document against the example of `operations.md` 6.2, and the words that it does not show.
final class ZreplStatusGoldenTest {
    private static final Instant NOON = Pictures.at("2026-02-01T11:00:00Z");
    private static final Failure FAILURE = new Failure(NOON, "out of space");

    @Test
    void the_document_is_zrepls_example() throws IOException {
        var jobs = Map.of(
                "prod_to_backup",
                new JobView(
                        "push",
                        new JobStatus.Active(
                                Phase.PRUNING_SENDER,
                                Optional.of(Pictures.replication(new State.Stepping(0))),
                                Optional.of(Pictures.pruning()),
                                Optional.empty(),
                                Optional.of(Pictures.periodic()))),
                "pull_x",
                new JobView(
                        "pull",
                        new JobStatus.Active(
                                Phase.WAITING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                "snap_x",
                new JobView(
                        "snap",
                        new JobStatus.Snapping(Phase.WAITING, Optional.empty(), Optional.of(Pictures.manual()))),
                "sink_x",
                new JobView(
                        "sink",
                        new JobStatus.Passive(
                                List.of(new ClientIdentity("laptop")), Optional.empty(), Optional.empty())));
        var command = new RunningCommand(List.of("zfs", "send", "tank/data@x"), Pictures.at("2026-02-01T11:00:01Z"));
        var shown = document().of(Pictures.status(jobs, List.of(command)));
        shown.remove("Warnings"); // a key of our own
        assertEquals(golden(), shown);
    }

    @Test
    void a_failed_step_and_a_failed_plan_say_why_and_when() {
        var step = filesystem(new State.StepFailed(0, FAILURE));
        assertEquals("step-error", step.get("State").getAsString());
        assertEquals(
                "{\"Err\":\"out of space\",\"Time\":\"2026-02-01T12:00:00+01:00\"}",
                step.get("StepError").toString());
        assertEquals("null", step.get("PlanError").toString());
        var plan = filesystem(new State.PlanFailed(FAILURE));
        assertEquals("planning-error", plan.get("State").getAsString());
        assertEquals(
                "out of space", plan.getAsJsonObject("PlanError").get("Err").getAsString());
        assertEquals("null", plan.get("StepError").toString());
    }

    @Test
    void a_filesystem_that_is_done_is_behind_its_last_step() {
        var done = filesystem(new State.Done(new Plan.Placeholder()));
        assertEquals("done", done.get("State").getAsString());
        assertEquals(1, done.get("CurrentStep").getAsInt());
    }

    @Test
    void an_attempt_is_named_by_how_far_it_came() {
        var over = Optional.of(NOON);
        var failed = Pictures.replication(new State.StepFailed(0, FAILURE))
                .attempts()
                .getFirst()
                .filesystems();
        var done = Pictures.replication(new State.Done(new Plan.Placeholder()))
                .attempts()
                .getFirst()
                .filesystems();
        assertEquals("planning", attempt(new Attempt(NOON, Optional.empty(), Optional.empty(), List.of())));
        assertEquals("planning-error", attempt(new Attempt(NOON, over, Optional.of(FAILURE), List.of())));
        assertEquals("fan-out-filesystems", attempt(new Attempt(NOON, Optional.empty(), Optional.empty(), failed)));
        assertEquals("filesystem-error", attempt(new Attempt(NOON, over, Optional.empty(), failed)));
        assertEquals("done", attempt(new Attempt(NOON, over, Optional.empty(), done)));
    }

    @ParameterizedTest
    @CsvSource({"PLAN,Plan", "PLAN_ERROR,PlanErr", "EXECUTE,Exec", "EXECUTE_ERROR,ExecErr", "DONE,Done"})
    void pruning_states_have_zrepls_names(PruneReport.State state, String name) {
        var json = new PruningJson(document()).of(new PruneReport(state, Optional.empty(), List.of(), List.of()));
        assertEquals(name, json.get("State").getAsString());
        assertEquals(name.startsWith("Plan"), json.get("Pending").isJsonNull(), "nothing is known before the plan");
    }

    @Test
    void cron_waits_or_runs_and_a_policy_of_others_looks_like_it_with_its_own_name_beside() {
        var cron = snapshotting("cron", SnapshottingReport.State.SNAPSHOTTING).getAsJsonObject("Cron");
        assertEquals("running", cron.get("State").getAsString());
        var moon = snapshotting("full_moon", SnapshottingReport.State.WAITING);
        assertEquals("cron", moon.get("Type").getAsString());
        assertEquals("full_moon", moon.get("Policy").getAsString());
        assertEquals("waiting", moon.getAsJsonObject("Cron").get("State").getAsString());
    }

    @Test
    void what_went_wrong_with_cron_and_what_was_left_out_are_its_errors() {
        assertEquals("null", cronErrors(Optional.empty(), 0));
        assertEquals("[\"no pool\"]", cronErrors(Optional.of("no pool"), 0));
        assertEquals(
                "[\"no pool\",\"snapshots left out since the round before took too long: 3\"]",
                cronErrors(Optional.of("no pool"), 3));
    }

    private static String cronErrors(Optional<String> error, int missed) {
        var state = SnapshottingReport.State.WAITING;
        var report = new SnapshottingReport("cron", state, Optional.empty(), error, missed, List.of());
        return new SnapshottingJson(document())
                .of(report)
                .getAsJsonObject("Cron")
                .get("Errors")
                .toString();
    }

    @Test
    void a_job_that_does_not_run_says_why_and_the_rest_is_null() {
        var jobs = Map.of(
                "lost", new JobView("push", new JobStatus.Unsupplied(List.of("transport tls"))),
                "broken", new JobView("push", new JobStatus.Broken("no such luck")));
        var shown = document().of(Pictures.status(jobs, List.of())).getAsJsonObject("Jobs");
        assertEquals(
                "waits for transport tls",
                shown.getAsJsonObject("lost").get("Problem").getAsString());
        assertEquals("null", shown.getAsJsonObject("lost").get("push").toString());
        assertEquals(
                "ended by a bug: no such luck",
                shown.getAsJsonObject("broken").get("Problem").getAsString());
    }

    private static StatusDocument document() {
        return new StatusDocument(ZoneId.of("+01:00"));
    }

    private static JsonObject filesystem(State state) {
        return replication(Pictures.replication(state))
                .getAsJsonArray("Attempts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("Filesystems")
                .get(0)
                .getAsJsonObject();
    }

    private static String attempt(Attempt attempt) {
        var report = new ReplicationReport(NOON, Optional.empty(), Optional.empty(), List.of(attempt));
        return replication(report)
                .getAsJsonArray("Attempts")
                .get(0)
                .getAsJsonObject()
                .get("State")
                .getAsString();
    }

    private static JsonObject replication(ReplicationReport report) {
        return new ReplicationJson(document()).of(report);
    }

    private static JsonObject snapshotting(String type, SnapshottingReport.State state) {
        var report = new SnapshottingReport(type, state, Optional.empty(), Optional.empty(), 0, List.of());
        return new SnapshottingJson(document()).of(report);
    }

    private static JsonObject golden() throws IOException {
        var resource = ZreplStatusGoldenTest.class.getResourceAsStream("zrepl-status.json");
        try (var in = new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        }
    }
}
