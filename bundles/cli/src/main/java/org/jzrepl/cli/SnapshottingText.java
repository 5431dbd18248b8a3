// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.util.Map;

/// Snapshotting in a job's status.
final class SnapshottingText {
    private static final Map<Long, String> STATES = Map.of(
            1L,
            "SyncUp",
            2L,
            "SyncUpErrWait",
            4L,
            "Planning",
            8L,
            "Snapshotting",
            16L,
            "Waiting",
            32L,
            "ErrorWait",
            64L,
            "Stopped");
    private static final Map<Long, String> OUTCOMES =
            Map.of(1L, "SnapPending", 2L, "SnapStarted", 4L, "SnapDone", 8L, "SnapError");

    private final StatusText out;

    SnapshottingText(StatusText out) {
        this.out = out;
    }

    void render(JsonObject report) {
        out.line("Type: " + Json.text(report, "Type"));
        Json.object(report, "Periodic").ifPresent(periodic -> {
            out.line("Status: " + STATES.getOrDefault(Json.number(periodic, "State"), "?"));
            Json.text(periodic, "Error", "").lines().forEach(error -> out.line("Error: " + error));
            Json.time(periodic, "SleepUntil").ifPresent(until -> out.line("Sleep until: " + until));
            progress(periodic);
        });
        Json.object(report, "Cron").ifPresent(cron -> {
            out.line("State: " + Json.text(cron, "State"));
            Json.list(cron, "Errors").forEach(error -> out.line("Error: " + error.getAsString()));
            Json.time(cron, "WakeupTime").ifPresent(until -> out.line("Sleep until: " + until));
            progress(cron);
        });
    }

    private void progress(JsonObject of) {
        Json.objects(of, "Progress")
                .forEach(one ->
                        out.line(Json.text(one, "Path") + "  " + OUTCOMES.getOrDefault(Json.number(one, "State"), "?")
                                + "  " + Json.text(one, "SnapName", "")));
    }
}
