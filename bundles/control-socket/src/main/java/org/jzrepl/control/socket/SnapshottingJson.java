// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.snapshot.SnapshottingReport.Progress;
import org.jzrepl.api.snapshot.SnapshottingReport.State;

/// A snapshotting report in the status document. A policy that zrepl does not know appears as `cron`, with
/// its own name under `Policy`. What a table of hooks says is under `HookSteps` once more, for programs.
record SnapshottingJson(StatusDocument document) {
    JsonObject of(SnapshottingReport report) {
        var json = new JsonObject();
        boolean known = report.type().equals("periodic") || report.type().equals("manual");
        json.addProperty("Type", known ? report.type() : "cron");
        json.add("Periodic", report.type().equals("periodic") ? periodic(report) : JsonNull.INSTANCE);
        json.add("Cron", known ? JsonNull.INSTANCE : cron(report));
        json.add("Manual", report.type().equals("manual") ? new JsonObject() : JsonNull.INSTANCE);
        if (!known && !report.type().equals("cron")) {
            json.addProperty("Policy", report.type());
        }
        return json;
    }

    private JsonObject periodic(SnapshottingReport report) {
        var json = new JsonObject();
        json.addProperty("State", report.state().code());
        json.addProperty("SleepUntil", document.time(report.sleepUntil()));
        json.addProperty("Error", report.error().orElse(""));
        json.add("Progress", progress(report));
        return json;
    }

    private JsonObject cron(SnapshottingReport report) {
        boolean running = report.state() == State.PLANNING || report.state() == State.SNAPSHOTTING;
        var json = new JsonObject();
        json.addProperty("State", running ? "running" : "waiting");
        json.addProperty("WakeupTime", document.time(report.sleepUntil()));
        json.add("Errors", errors(report));
        json.add("Progress", progress(report));
        return json;
    }

    /// Of the last round, and how many were left out because of it; null without either.
    private static JsonElement errors(SnapshottingReport report) {
        var errors = new JsonArray();
        report.error().ifPresent(errors::add);
        if (report.missed() > 0) {
            errors.add("snapshots left out since the round before took too long: " + report.missed());
        }
        return errors.isEmpty() ? JsonNull.INSTANCE : errors;
    }

    private JsonElement progress(SnapshottingReport report) {
        return report.progress().isEmpty() ? JsonNull.INSTANCE : StatusDocument.list(report.progress(), this::progress);
    }

    private JsonObject progress(Progress progress) {
        var json = new JsonObject();
        json.addProperty("Path", progress.filesystem().toString());
        json.addProperty("State", progress.outcome().code());
        json.addProperty("SnapName", progress.snapshot());
        json.addProperty("StartAt", document.time(progress.started()));
        var hooks = HookTable.parse(progress.hooks());
        json.addProperty("Hooks", hooks.text());
        json.addProperty("HooksHadError", progress.hooksFailed());
        json.addProperty("DoneAt", document.time(progress.finished()));
        if (!hooks.rows().isEmpty()) {
            json.add("HookSteps", hooks.steps());
        }
        return json;
    }
}
