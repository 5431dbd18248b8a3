// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows one invocation of the push job, and prints what happens when it happens.
final class DemoRound {
    private static final String NOT_YET = "";
    private static final int BAR = 20;

    private final PrintStream out;
    private final String previous; // the last invocation's start
    private final Map<String, String> printed = new HashMap<>();
    private String started = NOT_YET;
    private boolean over;
    private Optional<String> failure = Optional.empty();

    DemoRound(PrintStream out, String previous) {
        this.out = out;
        this.previous = previous;
    }

    boolean isOver() {
        return over;
    }

    /// When it started, which tells it from the next.
    String started() {
        return started;
    }

    void requireSuccess() throws IOException {
        if (failure.isPresent()) {
            throw new IOException(failure.orElseThrow());
        }
    }

    void look(JsonObject push) {
        var replication = Json.object(push, "Replication");
        var begun = replication.map(report -> Json.text(report, "StartAt", "")).orElse("");
        if (begun.equals(NOT_YET) || begun.equals(previous)) {
            return;
        }
        if (!started.equals(NOT_YET) && !begun.equals(started)) {
            over = true; // on a busy machine the next one may follow at once
            return;
        }
        started = begun;
        Json.object(push, "Snapshotting")
                .flatMap(snapshotting -> Json.object(snapshotting, "Periodic"))
                .ifPresent(periodic -> Json.objects(periodic, "Progress").forEach(this::snapshot));
        replication.map(report -> Json.objects(report, "Attempts")).ifPresent(this::attempts);
        pruning(push, "PruningSender", "sender");
        pruning(push, "PruningReceiver", "receiver");
        over = Json.text(push, "Phase").equals("waiting")
                && replication.filter(DemoRound::isFinished).isPresent();
    }

    /// Whether the last attempt has an end; a run that was cut short has none.
    private static boolean isFinished(JsonObject replication) {
        var attempts = Json.objects(replication, "Attempts");
        return !attempts.isEmpty() && Json.time(attempts.getLast(), "FinishAt").isPresent();
    }

    private void snapshot(JsonObject progress) {
        if (Json.number(progress, "State") == 4) {
            print(
                    "snapshot " + Json.text(progress, "Path"),
                    "  snapshot  " + Json.text(progress, "Path") + "@" + Json.text(progress, "SnapName"));
        }
    }

    private void attempts(List<JsonObject> attempts) {
        if (!attempts.isEmpty()) {
            Json.object(attempts.getLast(), "PlanError").ifPresent(error -> fail(Json.text(error, "Err")));
            Json.objects(attempts.getLast(), "Filesystems").forEach(this::filesystem);
        }
    }

    private void filesystem(JsonObject filesystem) {
        var name = Json.object(filesystem, "Info")
                .map(info -> Json.text(info, "Name"))
                .orElse("?");
        for (var error : List.of("PlanError", "StepError")) {
            Json.object(filesystem, error).ifPresent(failed -> fail(name + ": " + Json.text(failed, "Err")));
        }
        var steps = Json.objects(filesystem, "Steps");
        int current = (int) Json.number(filesystem, "CurrentStep");
        for (int i = 0; i < steps.size(); i++) {
            var info = Json.object(steps.get(i), "Info").orElseGet(JsonObject::new);
            step(name, info, i < current);
        }
    }

    private void step(String name, JsonObject info, boolean done) {
        long bytes = Json.number(info, "BytesReplicated");
        long expected = Math.max(bytes, Json.number(info, "BytesExpected"));
        if (bytes == 0 && !done) {
            return;
        }
        int full = done ? BAR : expected == 0 ? 0 : (int) Math.min(BAR - 1, BAR * bytes / expected);
        var from = Json.text(info, "From", "");
        var what = (from.isEmpty() ? "full" : from) + " => " + Json.text(info, "To");
        var bar = "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] ";
        var shown = done ? bar + Json.bytes(bytes) : bar + Json.bytes(bytes) + " of " + Json.bytes(expected);
        if (done || full % 4 == 0) {
            print(name + what + full, "  send      " + name + "  " + what + "  " + shown);
        }
    }

    private void pruning(JsonObject push, String key, String side) {
        var report = Json.object(push, key);
        report.map(state -> Json.text(state, "Error", ""))
                .filter(error -> !error.isEmpty())
                .ifPresent(this::fail);
        for (var filesystem :
                report.map(state -> Json.objects(state, "Completed")).orElse(List.of())) {
            var name = Json.text(filesystem, "Filesystem");
            var error = Json.text(filesystem, "LastError", "");
            if (!error.isEmpty()) {
                fail("pruning " + side + " " + name + ": " + error);
            }
            for (var victim : Json.objects(filesystem, "DestroyList")) {
                var snapshot = Json.text(victim, "Name");
                print(key + name + snapshot, "  prune     " + side + "  " + name + "@" + snapshot);
            }
        }
    }

    private void fail(String why) {
        failure = failure.or(() -> Optional.of(why));
    }

    private void print(String key, String line) {
        if (!line.equals(printed.put(key, line))) {
            out.println(line);
        }
    }
}
