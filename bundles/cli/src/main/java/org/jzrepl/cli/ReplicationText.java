// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.util.Comparator;

/// The replication part of a job's status.
final class ReplicationText {
    private static final int BAR = 50;

    private final Outline out;

    ReplicationText(Outline out) {
        this.out = out;
    }

    void render(JsonObject report) {
        var attempts = Json.objects(report, "Attempts");
        if (attempts.isEmpty()) {
            out.line("no attempt yet");
            return;
        }
        var last = attempts.getLast();
        Json.time(report, "WaitReconnectUntil")
                .ifPresent(until -> out.line("Waiting for the other side until " + until));
        out.line("Attempt #" + attempts.size());
        out.line("Status: " + Json.text(last, "State"));
        Json.time(last, "FinishAt")
                .ifPresentOrElse(
                        end -> out.line("Last Run: " + end), () -> out.line("Started: " + Json.text(last, "StartAt")));
        Json.object(last, "PlanError").ifPresent(error -> out.line("Problem: " + Json.text(error, "Err")));
        bar(last);
        Json.objects(last, "Filesystems").stream()
                .sorted(Comparator.comparing(ReplicationText::name))
                .forEach(this::filesystem);
    }

    private void bar(JsonObject attempt) {
        long expected = 0;
        long replicated = 0;
        for (var filesystem : Json.objects(attempt, "Filesystems")) {
            expected += sum(filesystem, "BytesExpected");
            replicated += sum(filesystem, "BytesReplicated");
        }
        if (Json.time(attempt, "FinishAt").isEmpty() && expected > 0) {
            int full = (int) Math.min(BAR, BAR * replicated / expected);
            out.line("Progress: [" + "=".repeat(full) + ">" + "-".repeat(BAR - full) + "] " + Json.bytes(replicated)
                    + " / " + Json.bytes(expected));
        }
    }

    private void filesystem(JsonObject filesystem) {
        var steps = Json.objects(filesystem, "Steps");
        int current = (int) Json.number(filesystem, "CurrentStep");
        out.line(name(filesystem) + " " + Json.text(filesystem, "State") + " (step "
                + Math.min(current + 1, steps.size()) + "/" + steps.size() + ", "
                + Json.bytes(sum(filesystem, "BytesReplicated")) + "/" + Json.bytes(sum(filesystem, "BytesExpected"))
                + ")");
        out.within(() -> {
            Json.object(filesystem, "PlanError").ifPresent(error -> out.line("plan error: " + Json.text(error, "Err")));
            Json.object(filesystem, "StepError").ifPresent(error -> out.line("step error: " + Json.text(error, "Err")));
            if (current < steps.size()) {
                out.line(step(steps.get(current)));
            }
        });
    }

    private static String step(JsonObject step) {
        var info = Json.object(step, "Info").orElseGet(JsonObject::new);
        var from = Json.text(info, "From", "");
        var resumed = Json.text(info, "Resumed", "false").equals("true") ? " (resumed)" : "";
        return (from.isEmpty() ? "next: full send " : "next: " + from + " => ") + Json.text(info, "To") + resumed;
    }

    private static String name(JsonObject filesystem) {
        return Json.object(filesystem, "Info")
                .map(info -> Json.text(info, "Name"))
                .orElse("?");
    }

    static long sum(JsonObject filesystem, String key) {
        return Json.objects(filesystem, "Steps").stream()
                .flatMap(step -> Json.object(step, "Info").stream())
                .mapToLong(info -> Json.number(info, key))
                .sum();
    }
}
