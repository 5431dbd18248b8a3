// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.TreeSet;

/// Renders the status document as a text tree. Used by one thread, once.
final class StatusText {
    private static final String RULE = "-".repeat(80);

    private final Outline out = new Outline();

    /// All jobs but the daemon's own, or one.
    String render(JsonObject jobs, Optional<String> only) {
        for (var name : new TreeSet<>(jobs.keySet())) {
            if (only.map(name::equals).orElse(!name.startsWith("_"))) {
                job(name, jobs.getAsJsonObject(name));
                if (only.isEmpty()) {
                    out.line(RULE);
                }
            }
        }
        return out.toString();
    }

    private void job(String name, JsonObject job) {
        var type = Json.text(job, "type");
        out.line("Job: " + name);
        out.line("Type: " + type);
        out.line("");
        Json.text(job, "Problem", "").lines().forEach(problem -> out.line("Problem: " + problem));
        Json.object(job, type).ifPresent(status -> out.within(() -> parts(status)));
    }

    private void parts(JsonObject status) {
        part("Replication", status, "Replication", new ReplicationText(out)::render);
        part("Pruning Sender", status, "PruningSender", new PruningText(out)::render);
        part("Pruning Receiver", status, "PruningReceiver", new PruningText(out)::render);
        part("Pruning snapshots", status, "Pruning", new PruningText(out)::render);
        part("Snapshotting", status, "Snapshotting", new SnapshottingText(out)::render);
        if (Json.object(status, "Snapper").isPresent()) { // a sink takes no snapshots
            part("Snapshotting", status, "Snapper", new SnapshottingText(out)::render);
        }
        clients(status);
    }

    private void clients(JsonObject status) {
        var clients = Json.list(status, "Clients").stream()
                .map(JsonElement::getAsString)
                .toList();
        if (status.has("Clients")) {
            out.line("Connected: " + (clients.isEmpty() ? "nobody" : String.join(", ", clients)));
        }
    }

    private interface Renderer {
        void render(JsonObject part);
    }

    private void part(String title, JsonObject status, String key, Renderer renderer) {
        if (!status.has(key)) {
            return;
        }
        out.line(title + ":");
        out.within(() -> Json.object(status, key).ifPresentOrElse(renderer::render, () -> out.line("...")));
        out.line("");
    }
}
