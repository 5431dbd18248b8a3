// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jzrepl.api.control.DaemonControl.JobView;
import org.jzrepl.api.control.DaemonControl.RunningCommand;
import org.jzrepl.api.control.DaemonControl.Status;
import org.jzrepl.api.job.JobStatus;

/// The status as zrepl's document (`operations.md` 6.2); what is not known is null. Keys of our own beside a
/// job's `type` (`Phase`, `Clients`, `Problem`), and `Warnings` beside `Jobs`, are ignored by zrepl's
/// clients.
final class StatusDocument {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final ZoneId zone;

    StatusDocument(ZoneId zone) {
        this.zone = zone;
    }

    JsonObject of(Status status) {
        var jobs = new JsonObject();
        jobs.add("_control", job("internal", JsonNull.INSTANCE));
        status.jobs().forEach((name, view) -> jobs.add(name.value(), job(view)));
        var document = new JsonObject();
        document.add("Jobs", jobs);
        document.add("Global", global(status));
        document.add("Warnings", list(status.warnings(), com.google.gson.JsonPrimitive::new));
        return document;
    }

    private JsonObject global(Status status) {
        var commands = new JsonObject();
        commands.add(
                "Active", status.commands().isEmpty() ? JsonNull.INSTANCE : list(status.commands(), this::command));
        var tunables = new JsonObject();
        tunables.add("Entries", JsonNull.INSTANCE);
        var global = new JsonObject();
        global.add("ZFSCmds", commands);
        global.add("Envconst", tunables);
        global.add("OsEnviron", JsonNull.INSTANCE); // may hold secrets: never shown
        return global;
    }

    private JsonObject command(RunningCommand command) {
        var json = new JsonObject();
        json.addProperty("Path", command.argv().getFirst());
        var arguments = new JsonArray();
        command.argv().forEach(arguments::add);
        json.add("Args", arguments);
        json.addProperty("StartedAt", time(Optional.of(command.started())));
        return json;
    }

    private JsonObject job(JobView view) {
        var json = job(view.type(), part(view));
        switch (view.status()) {
            case JobStatus.Unsupplied(var missing) ->
                json.addProperty("Problem", "waits for " + String.join(", ", missing));
            case JobStatus.Broken(var reason) -> json.addProperty("Problem", "ended by a bug: " + reason);
            case JobStatus.Passive passive ->
                passive.problem().ifPresent(problem -> json.addProperty("Problem", problem));
            default -> {} // nothing is wrong with it
        }
        return json;
    }

    private JsonElement part(JobView view) {
        var json = new JsonObject();
        switch (view.status()) {
            case JobStatus.Active active -> {
                json.addProperty("Phase", active.phase().name().toLowerCase(java.util.Locale.ROOT));
                json.add("Replication", orNull(active.replication(), new ReplicationJson(this)::of));
                json.add("PruningSender", orNull(active.sender(), new PruningJson(this)::of));
                json.add("PruningReceiver", orNull(active.receiver(), new PruningJson(this)::of));
                json.add("Snapshotting", orNull(active.snapshotting(), new SnapshottingJson(this)::of));
            }
            case JobStatus.Snapping snapping -> {
                json.add("Pruning", orNull(snapping.pruning(), new PruningJson(this)::of));
                json.add("Snapshotting", orNull(snapping.snapshotting(), new SnapshottingJson(this)::of));
            }
            case JobStatus.Passive passive -> {
                json.add("Snapper", orNull(passive.snapshotting(), new SnapshottingJson(this)::of));
                json.add(
                        "Clients",
                        list(passive.connected(), client -> new com.google.gson.JsonPrimitive(client.name())));
            }
            default -> {
                return JsonNull.INSTANCE;
            }
        }
        return json;
    }

    private static JsonObject job(String type, JsonElement part) {
        var json = new JsonObject();
        json.add(type, part);
        json.addProperty("type", type);
        return json;
    }

    String time(Optional<Instant> at) {
        return at.map(instant -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone)))
                .orElse(NEVER);
    }

    static <T> JsonArray list(Collection<T> values, Function<T, ? extends JsonElement> shown) {
        var array = new JsonArray();
        values.forEach(value -> array.add(shown.apply(value)));
        return array;
    }

    static <T> JsonElement orNull(Optional<T> value, Function<T, JsonObject> shown) {
        return value.<JsonElement>map(shown::apply).orElse(JsonNull.INSTANCE);
    }
}
