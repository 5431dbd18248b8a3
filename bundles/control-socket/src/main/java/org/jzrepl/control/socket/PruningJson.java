// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan.Verdict;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;

/// A pruning report in the status document.
record PruningJson(StatusDocument document) {
    JsonObject of(PruneReport report) {
        var json = new JsonObject();
        json.addProperty("State", state(report.state()));
        json.addProperty("Error", report.error().orElse(""));
        boolean planned = report.state() != PruneReport.State.PLAN && report.state() != PruneReport.State.PLAN_ERROR;
        json.add("Pending", filesystems(planned, report.pending()));
        json.add("Completed", filesystems(planned, report.completed()));
        return json;
    }

    private JsonElement filesystems(boolean planned, List<FilesystemReport> reports) {
        return planned ? StatusDocument.list(reports, this::filesystem) : JsonNull.INSTANCE;
    }

    private JsonObject filesystem(FilesystemReport report) {
        var verdicts = report.plan().verdicts();
        var json = new JsonObject();
        json.addProperty("Filesystem", report.plan().filesystem().toString());
        json.add("SnapshotList", snapshots(verdicts));
        json.add(
                "DestroyList",
                snapshots(verdicts.stream().filter(Verdict::isDoomed).toList()));
        json.addProperty("SkipReason", report.skipped().orElse(""));
        json.addProperty("LastError", report.error().orElse(""));
        return json;
    }

    private JsonElement snapshots(List<Verdict> verdicts) {
        return verdicts.isEmpty()
                ? JsonNull.INSTANCE
                : StatusDocument.list(verdicts, verdict -> snapshot(verdict.candidate()));
    }

    private JsonObject snapshot(Candidate candidate) {
        var json = new JsonObject();
        json.addProperty("Name", candidate.snapshot().name());
        json.addProperty("Replicated", candidate.replicated());
        json.addProperty("Date", document.time(Optional.of(candidate.snapshot().creation())));
        return json;
    }

    private static String state(PruneReport.State state) {
        return switch (state) {
            case PLAN -> "Plan";
            case PLAN_ERROR -> "PlanErr";
            case EXECUTE -> "Exec";
            case EXECUTE_ERROR -> "ExecErr";
            case DONE -> "Done";
        };
    }
}
