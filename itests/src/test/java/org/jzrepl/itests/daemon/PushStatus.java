// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The status of a job that replicates, as the control socket shows it (`operations.md` 6.2).
public record PushStatus(JsonObject json) {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    /// One step of a filesystem. `from` is empty for a full send.
    public record Step(String filesystem, String from, String to, boolean resumed, long expected, long replicated) {}

    public String phase() {
        return text(json, "Phase");
    }

    /// When the replication of the latest invocation started; empty before the first.
    public String started() {
        return object(json, "Replication")
                .map(report -> text(report, "StartAt"))
                .orElse("");
    }

    /// Whether nothing of an invocation is under way, and its last attempt has an end.
    public boolean isOver() {
        return phase().equals("waiting")
                && lastAttempt()
                        .filter(attempt -> !text(attempt, "FinishAt").equals(NEVER))
                        .isPresent();
    }

    /// All steps of the last attempt.
    public List<Step> steps() {
        return filesystems().flatMap(PushStatus::steps).toList();
    }

    /// The bytes that these steps have moved so far.
    public long replicated() {
        return steps().stream().mapToLong(Step::replicated).sum();
    }

    /// Every error that the latest invocation has met, with its filesystem.
    public List<String> errors() {
        var replication = Stream.concat(
                lastAttempt().stream().flatMap(attempt -> error(attempt, "PlanError", "planning")),
                filesystems()
                        .flatMap(filesystem -> Stream.of("PlanError", "StepError")
                                .flatMap(kind -> error(filesystem, kind, name(filesystem)))));
        var pruning = Stream.of("PruningSender", "PruningReceiver").flatMap(this::pruningErrors);
        return Stream.concat(replication, pruning).toList();
    }

    /// Filesystems of the last attempt that have come to the end of their steps.
    public List<String> done() {
        return filesystems()
                .filter(filesystem -> text(filesystem, "State").equals("done"))
                .map(PushStatus::name)
                .toList();
    }

    private Stream<String> pruningErrors(String side) {
        var report = object(json, side);
        var own = report.map(state -> text(state, "Error")).filter(error -> !error.isEmpty());
        var each = report.stream()
                .flatMap(state -> objects(state, "Completed"))
                .filter(filesystem -> !text(filesystem, "LastError").isEmpty())
                .map(filesystem -> text(filesystem, "Filesystem") + ": " + text(filesystem, "LastError"));
        return Stream.concat(own.stream(), each).map(error -> side + ": " + error);
    }

    private static Stream<String> error(JsonObject of, String key, String whose) {
        return object(of, key).map(error -> whose + ": " + text(error, "Err")).stream();
    }

    /// How often the latest invocation has begun anew.
    public long attempts() {
        return object(json, "Replication").stream()
                .flatMap(report -> objects(report, "Attempts"))
                .count();
    }

    private Optional<JsonObject> lastAttempt() {
        return object(json, "Replication").stream()
                .flatMap(report -> objects(report, "Attempts"))
                .reduce((_, later) -> later);
    }

    private Stream<JsonObject> filesystems() {
        return lastAttempt().stream().flatMap(attempt -> objects(attempt, "Filesystems"));
    }

    private static String name(JsonObject filesystem) {
        return text(filesystem.getAsJsonObject("Info"), "Name");
    }

    private static Stream<Step> steps(JsonObject filesystem) {
        return objects(filesystem, "Steps")
                .map(step -> step.getAsJsonObject("Info"))
                .map(info -> new Step(
                        name(filesystem),
                        text(info, "From"),
                        text(info, "To"),
                        info.get("Resumed").getAsBoolean(),
                        info.get("BytesExpected").getAsLong(),
                        info.get("BytesReplicated").getAsLong()));
    }

    private static Optional<JsonObject> object(JsonObject of, String key) {
        return Optional.ofNullable(of.get(key))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject);
    }

    private static Stream<JsonObject> objects(JsonObject of, String key) {
        return Optional.ofNullable(of.get(key)).filter(JsonElement::isJsonArray).stream()
                .flatMap(list -> list.getAsJsonArray().asList().stream())
                .map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject of, String key) {
        return of.get(key).getAsString();
    }
}
