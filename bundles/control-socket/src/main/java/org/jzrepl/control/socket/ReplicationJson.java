// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.Attempt;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.Reconnect;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;

/// A replication report in the status document.
record ReplicationJson(StatusDocument document) {
    JsonObject of(ReplicationReport report) {
        var json = new JsonObject();
        json.addProperty("StartAt", document.time(Optional.of(report.started())));
        json.addProperty("FinishAt", document.time(report.finished()));
        json.addProperty("WaitReconnectSince", document.time(report.reconnect().map(Reconnect::since)));
        json.addProperty("WaitReconnectUntil", document.time(report.reconnect().map(Reconnect::until)));
        json.add(
                "WaitReconnectError",
                StatusDocument.orNull(report.reconnect().flatMap(Reconnect::failure), this::failure));
        json.add("Attempts", StatusDocument.list(report.attempts(), this::attempt));
        return json;
    }

    private JsonObject attempt(Attempt attempt) {
        var json = new JsonObject();
        json.addProperty("State", state(attempt));
        json.addProperty("StartAt", document.time(Optional.of(attempt.started())));
        json.addProperty("FinishAt", document.time(attempt.finished()));
        json.add("PlanError", StatusDocument.orNull(attempt.planning(), this::failure));
        json.add("Filesystems", StatusDocument.list(attempt.filesystems(), this::filesystem));
        return json;
    }

    private static String state(Attempt attempt) {
        if (attempt.planning().isPresent()) {
            return "planning-error";
        }
        if (attempt.finished().isEmpty()) {
            return attempt.filesystems().isEmpty() ? "planning" : "fan-out-filesystems";
        }
        boolean failed = attempt.filesystems().stream()
                .anyMatch(one -> one.state() instanceof State.PlanFailed || one.state() instanceof State.StepFailed);
        return failed ? "filesystem-error" : "done";
    }

    private JsonObject filesystem(FilesystemReport filesystem) {
        var info = new JsonObject();
        info.addProperty("Name", filesystem.path().toString());
        var json = new JsonObject();
        json.add("Info", info);
        json.addProperty("State", state(filesystem.state()));
        json.addProperty("BlockedOn", blockedOn(filesystem.blockedOn()));
        json.add("PlanError", StatusDocument.orNull(planFailure(filesystem.state()), this::failure));
        json.add("StepError", StatusDocument.orNull(stepFailure(filesystem.state()), this::failure));
        json.addProperty("CurrentStep", current(filesystem));
        json.add("Steps", StatusDocument.list(filesystem.steps(), ReplicationJson::step));
        return json;
    }

    private static JsonObject step(StepReport report) {
        var step = report.step();
        var info = new JsonObject();
        info.addProperty("From", step.from().map(Revision::relativeName).orElse(""));
        info.addProperty("To", step.to().relativeName());
        info.addProperty("Resumed", step.resumeToken().isPresent());
        info.addProperty("BytesExpected", report.expectedBytes().orElse(0));
        info.addProperty("BytesReplicated", report.bytes());
        var json = new JsonObject();
        json.add("Info", info);
        return json;
    }

    private static String state(State state) {
        return switch (state) {
            case State.Planning _ -> "planning";
            case State.Stepping _ -> "stepping";
            case State.Done _ -> "done";
            case State.PlanFailed _ -> "planning-error";
            case State.StepFailed _ -> "step-error";
        };
    }

    private static String blockedOn(BlockedOn blockedOn) {
        return switch (blockedOn) {
            case NOTHING -> "nothing";
            case PLAN_QUEUE -> "plan-queue";
            case PARENT_INITIAL_REPLICATION -> "parent-initial-repl";
            case STEP_QUEUE -> "repl-queue";
        };
    }

    private static Optional<Failure> planFailure(State state) {
        return state instanceof State.PlanFailed(var failure) ? Optional.of(failure) : Optional.empty();
    }

    private static Optional<Failure> stepFailure(State state) {
        return state instanceof State.StepFailed(var _, var failure) ? Optional.of(failure) : Optional.empty();
    }

    private static int current(FilesystemReport filesystem) {
        return switch (filesystem.state()) {
            case State.Stepping(var current) -> current;
            case State.StepFailed(var current, var _) -> current;
            case State.Done _ -> filesystem.steps().size();
            case State.Planning _, State.PlanFailed _ -> 0;
        };
    }

    private JsonObject failure(Failure failure) {
        var json = new JsonObject();
        json.addProperty("Err", failure.reason());
        json.addProperty("Time", document.time(Optional.of(failure.at())));
        return json;
    }
}
