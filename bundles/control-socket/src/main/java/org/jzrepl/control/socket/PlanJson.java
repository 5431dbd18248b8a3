// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.JobPlan.Extent;
import org.jzrepl.api.job.JobPlan.Planned;
import org.jzrepl.api.prune.PrunePlan.Verdict;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationPlan.FilesystemPlan;

/// What a job would do, as a document; bytes that are not known are null.
record PlanJson(StatusDocument document) {
    JsonObject of(JobName job, Extent extent, Planned plan) {
        var json = new JsonObject();
        json.addProperty("Job", job.value());
        json.addProperty("Extent", extent.name().toLowerCase(Locale.ROOT));
        json.addProperty("UnderWay", plan.underWay());
        json.add("Replication", StatusDocument.orNull(plan.replication(), PlanJson::replication));
        json.add("Pruning", StatusDocument.list(plan.pruning(), this::side));
        return json;
    }

    private static JsonObject replication(ReplicationPlan plan) {
        var json = new JsonObject();
        json.addProperty("Error", plan.error().orElse(""));
        json.add("Filesystems", StatusDocument.list(plan.filesystems(), PlanJson::filesystem));
        return json;
    }

    private static JsonObject filesystem(FilesystemPlan plan) {
        var json = new JsonObject();
        json.addProperty("Filesystem", plan.path().toString());
        json.addProperty("Plan", plan.plan().map(PlanJson::word).orElse(""));
        json.addProperty("Common", plan.plan().map(PlanJson::common).orElse(""));
        json.addProperty("Conflict", plan.plan().map(PlanJson::conflict).orElse(""));
        json.add("Steps", steps(plan));
        json.add("BytesExpected", number(total(plan)));
        json.add("Notes", StatusDocument.list(plan.notes(), JsonPrimitive::new));
        json.addProperty("Error", plan.error().orElse(""));
        return json;
    }

    private static String word(Plan plan) {
        return switch (plan) {
            case Plan.UpToDate _ -> "up-to-date";
            case Plan.Placeholder _ -> "placeholder";
            case Plan.Catchup _ -> "send";
            case Plan.Conflict _ -> "conflict";
        };
    }

    private static String common(Plan plan) {
        return plan instanceof Plan.UpToDate(var common) ? common.relativeName() : "";
    }

    private static String conflict(Plan plan) {
        return plan instanceof Plan.Conflict conflict ? conflict.sentence() : "";
    }

    private static JsonArray steps(FilesystemPlan plan) {
        var array = new JsonArray();
        var steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            array.add(step(steps.get(i), plan.expectedBytes().get(i)));
        }
        return array;
    }

    private static JsonObject step(Step step, OptionalLong bytes) {
        var json = new JsonObject();
        json.addProperty("From", step.from().map(Revision::relativeName).orElse(""));
        json.addProperty("To", step.to().relativeName());
        json.addProperty("Resumed", step.resumeToken().isPresent());
        json.add("BytesExpected", number(bytes));
        return json;
    }

    /// Unknown if the size of one step is.
    private static OptionalLong total(FilesystemPlan plan) {
        var sizes = plan.expectedBytes();
        boolean known = plan.error().isEmpty() && sizes.stream().allMatch(OptionalLong::isPresent);
        return known
                ? OptionalLong.of(
                        sizes.stream().mapToLong(OptionalLong::orElseThrow).sum())
                : OptionalLong.empty();
    }

    private JsonObject side(PrunePreview preview) {
        var json = new JsonObject();
        json.addProperty("Side", preview.side());
        json.addProperty("Error", preview.error().orElse(""));
        json.add("Filesystems", StatusDocument.list(preview.filesystems(), this::filesystem));
        return json;
    }

    private JsonObject filesystem(PrunePreview.Filesystem filesystem) {
        var report = filesystem.report();
        var json = new JsonObject();
        json.addProperty("Filesystem", report.plan().filesystem().toString());
        json.addProperty("Skipped", report.skipped().orElse(""));
        json.addProperty("Error", report.error().orElse(""));
        json.add("BytesFreed", number(filesystem.freed()));
        json.add(
                "Snapshots",
                StatusDocument.list(
                        report.plan().verdicts(),
                        verdict -> snapshot(
                                verdict,
                                report.held()
                                        .contains(verdict.candidate().snapshot().name()))));
        return json;
    }

    private JsonObject snapshot(Verdict verdict, boolean held) {
        var snapshot = verdict.candidate().snapshot();
        var json = new JsonObject();
        json.addProperty("Name", snapshot.name());
        json.addProperty("Date", document.time(Optional.of(snapshot.creation())));
        json.addProperty("Replicated", verdict.candidate().replicated());
        json.addProperty("Fate", !verdict.isDoomed() ? "keep" : held ? "held" : "destroy");
        json.add("KeptBy", StatusDocument.list(verdict.keptBy(), JsonPrimitive::new));
        return json;
    }

    private static JsonElement number(OptionalLong number) {
        return number.isPresent() ? new JsonPrimitive(number.getAsLong()) : JsonNull.INSTANCE;
    }
}
