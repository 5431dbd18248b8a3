// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.util.List;
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

    private static final int LINES_SHOWN = 10;

    private final Outline out;

    SnapshottingText(Outline out) {
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
        for (var one : Json.objects(of, "Progress")) {
            out.line(Json.text(one, "Path") + "  " + OUTCOMES.getOrDefault(Json.number(one, "State"), "?") + "  "
                    + Json.text(one, "SnapName", ""));
            if (Json.flag(one, "HooksHadError")) {
                out.within(() -> hooks(one));
            }
        }
    }

    /// The table, and beneath a step that failed the end of what it said, where the daemon tells.
    private void hooks(JsonObject progress) {
        var rows = Json.text(progress, "Hooks", "").lines().toList();
        var steps = Json.objects(progress, "HookSteps");
        for (int i = 0; i < rows.size(); i++) {
            out.line(printable(rows.get(i).stripTrailing()));
            if (i < steps.size()) {
                said(Json.text(steps.get(i), "Output", "").lines().toList());
            }
        }
    }

    private void said(List<String> lines) {
        out.within(() -> lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())
                .forEach(line -> out.line("| " + printable(line))));
    }

    /// What a program put out may have been meant for a terminal, but not for this one.
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
