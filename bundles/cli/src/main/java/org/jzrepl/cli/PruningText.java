// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;

/// One side's pruning in a job's status.
final class PruningText {
    private final Outline out;

    PruningText(Outline out) {
        this.out = out;
    }

    void render(JsonObject report) {
        out.line("Status: " + Json.text(report, "State"));
        Json.text(report, "Error", "").lines().forEach(error -> out.line("Error: " + error));
        var completed = Json.objects(report, "Completed");
        var pending = Json.objects(report, "Pending");
        if (completed.isEmpty() && pending.isEmpty()) {
            out.line("nothing to do");
        }
        completed.forEach(filesystem -> filesystem(filesystem, "Completed"));
        pending.forEach(filesystem -> filesystem(filesystem, "Pending"));
    }

    private void filesystem(JsonObject filesystem, String state) {
        var skipped = Json.text(filesystem, "SkipReason", "");
        var error = Json.text(filesystem, "LastError", "");
        var counts = "(destroy " + Json.list(filesystem, "DestroyList").size() + " of "
                + Json.list(filesystem, "SnapshotList").size() + " snapshots)";
        var text = !skipped.isEmpty()
                ? "skipped: " + skipped
                : !error.isEmpty() ? "ERROR: " + error : state + "  " + counts;
        out.line(Json.text(filesystem, "Filesystem") + "  " + text);
    }
}
