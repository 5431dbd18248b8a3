// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What pruning one side would do, with the reason for each snapshot.
///
/// @param when a few words that follow the side's name
record PrunePreviewText(Outline out, String when) {
    void render(JsonObject side) {
        out.line("");
        var name = Json.text(side, "Side");
        out.line((name.equals("local") ? "Pruning" : "Pruning of the " + name) + when + ":");
        out.within(() -> {
            Json.text(side, "Error", "")
                    .lines()
                    .forEach(error -> out.line("cannot be planned, so nothing is destroyed: " + error));
            var filesystems = Json.objects(side, "Filesystems");
            filesystems.forEach(this::filesystem);
            out.line(total(filesystems));
        });
    }

    private void filesystem(JsonObject filesystem) {
        var skipped = Json.text(filesystem, "Skipped", "");
        var error = Json.text(filesystem, "Error", "");
        var snapshots = Json.objects(filesystem, "Snapshots");
        var text = !skipped.isEmpty()
                ? "skipped: " + skipped
                : !error.isEmpty() ? "keeps everything: " + error : counts(filesystem, snapshots);
        out.line(Json.text(filesystem, "Filesystem") + ": " + text);
        out.within(() -> snapshots.forEach(this::snapshot));
    }

    private static String counts(JsonObject filesystem, List<JsonObject> snapshots) {
        long doomed = doomed(snapshots);
        return "destroy " + doomed + " of " + snapshots.size() + " snapshots"
                + (doomed == 0 ? "" : freed(PlanText.bytes(filesystem, "BytesFreed")));
    }

    private static long doomed(List<JsonObject> snapshots) {
        return snapshots.stream()
                .filter(one -> Json.text(one, "Fate").equals("destroy"))
                .count();
    }

    private void snapshot(JsonObject snapshot) {
        var fate = Json.text(snapshot, "Fate");
        var why = switch (fate) {
            case "destroy" -> "no rule keeps it";
            case "held" -> "no rule keeps it, but a hold does";
            default ->
                Json.list(snapshot, "KeptBy").stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining(", "));
        };
        out.line((fate + "       ").substring(0, 8) + "@" + Json.text(snapshot, "Name") + "  "
                + Json.text(snapshot, "Date") + "  " + why);
    }

    private static String total(List<JsonObject> filesystems) {
        long doomed = filesystems.stream()
                .mapToLong(one -> doomed(Json.objects(one, "Snapshots")))
                .sum();
        var freed = filesystems.stream()
                .filter(one -> doomed(Json.objects(one, "Snapshots")) > 0)
                .map(one -> PlanText.bytes(one, "BytesFreed"))
                .toList();
        boolean known = freed.stream().allMatch(OptionalLong::isPresent);
        long sum = freed.stream().mapToLong(one -> one.orElse(0)).sum();
        return "total: destroy " + doomed + " snapshots"
                + (doomed == 0 ? "" : freed(known ? OptionalLong.of(sum) : OptionalLong.empty()));
    }

    private static String freed(OptionalLong bytes) {
        return bytes.isPresent() ? ", frees " + Json.bytes(bytes.orElseThrow()) : ", bytes freed: unknown";
    }
}
