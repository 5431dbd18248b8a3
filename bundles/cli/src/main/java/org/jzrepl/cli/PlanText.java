// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Renders what a job would do. Used by one thread, once.
final class PlanText {
    private final Outline out = new Outline();

    String render(JsonObject plan) {
        out.line("Job: " + Json.text(plan, "Job"));
        if (Json.text(plan, "UnderWay", "").equals("true")) {
            out.line("A run is under way: it may do parts of this before the next one begins.");
        }
        var replication = Json.object(plan, "Replication");
        replication.ifPresent(this::replication);
        var sides = new PrunePreviewText(out, replication.isPresent() ? " once that is replicated" : " now");
        Json.objects(plan, "Pruning").forEach(sides::render);
        return out.toString();
    }

    private void replication(JsonObject plan) {
        out.line("");
        out.line("Replication:");
        out.within(() -> {
            error(plan).ifPresent(error -> out.line("cannot be planned: " + error));
            var filesystems = Json.objects(plan, "Filesystems");
            filesystems.forEach(this::filesystem);
            out.line(total(filesystems));
        });
    }

    private static Optional<String> error(JsonObject plan) {
        return Optional.of(Json.text(plan, "Error", "")).filter(error -> !error.isEmpty());
    }

    private void filesystem(JsonObject filesystem) {
        out.line(Json.text(filesystem, "Filesystem") + ": "
                + error(filesystem).map(error -> "will fail: " + error).orElseGet(() -> intent(filesystem)));
        out.within(() -> {
            Json.objects(filesystem, "Steps").forEach(this::step);
            Json.list(filesystem, "Notes").forEach(note -> out.line(note.getAsString()));
        });
    }

    private static String intent(JsonObject filesystem) {
        return switch (Json.text(filesystem, "Plan")) {
            case "send" -> "send " + amount(filesystem);
            case "up-to-date" -> "up to date at " + Json.text(filesystem, "Common");
            case "placeholder" -> "placeholder, nothing to send";
            case "conflict" -> "CONFLICT: " + Json.text(filesystem, "Conflict");
            default -> "?";
        };
    }

    private static String amount(JsonObject filesystem) {
        int steps = Json.list(filesystem, "Steps").size();
        return steps + (steps == 1 ? " step, " : " steps, ") + size(bytes(filesystem, "BytesExpected"));
    }

    private void step(JsonObject step) {
        var from = Json.text(step, "From", "");
        var resumed = Json.text(step, "Resumed", "").equals("true") ? " (resumed)" : "";
        out.line((from.isEmpty() ? "full" : from) + " => " + Json.text(step, "To") + resumed + "  "
                + size(bytes(step, "BytesExpected")));
    }

    private static String total(List<JsonObject> filesystems) {
        var sending = filesystems.stream()
                .filter(one -> !Json.list(one, "Steps").isEmpty())
                .toList();
        boolean known =
                sending.stream().allMatch(one -> bytes(one, "BytesExpected").isPresent());
        long sum = sending.stream()
                .mapToLong(one -> bytes(one, "BytesExpected").orElse(0))
                .sum();
        return "total: " + sending.size() + " of " + filesystems.size() + " filesystems, " + (known ? "" : "more than ")
                + Json.bytes(sum);
    }

    static OptionalLong bytes(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(number -> OptionalLong.of(number.getAsLong()))
                .orElseGet(OptionalLong::empty);
    }

    static String size(OptionalLong bytes) {
        return bytes.isPresent() ? Json.bytes(bytes.orElseThrow()) : "unknown size";
    }
}
