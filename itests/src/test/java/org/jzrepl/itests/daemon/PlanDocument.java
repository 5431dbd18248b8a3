// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;

/// What `jzrepl plan` and `jzrepl prune --dry-run` print with `--json`.
public record PlanDocument(JsonObject json) {
    public static PlanDocument parse(String text) {
        return new PlanDocument(JsonParser.parseString(text).getAsJsonObject());
    }

    /// `from => to` of the steps of a filesystem.
    public List<String> steps(String filesystem) {
        return of(objects(json.getAsJsonObject("Replication"), "Filesystems"), filesystem)
                .flatMap(one -> objects(one, "Steps"))
                .map(step -> text(step, "From") + " => " + text(step, "To"))
                .toList();
    }

    /// The names of a filesystem's snapshots with that fate (`keep`, `destroy` or `held`), oldest first.
    public List<String> snapshots(String side, String filesystem, String fate) {
        return pruned(side, filesystem)
                .flatMap(one -> objects(one, "Snapshots"))
                .filter(snapshot -> text(snapshot, "Fate").equals(fate))
                .map(snapshot -> text(snapshot, "Name"))
                .toList();
    }

    /// The bytes that destroying them would free; null where that is not known.
    public JsonElement freed(String side, String filesystem) {
        return pruned(side, filesystem).findFirst().orElseThrow().get("BytesFreed");
    }

    private Stream<JsonObject> pruned(String side, String filesystem) {
        return objects(json, "Pruning")
                .filter(one -> text(one, "Side").equals(side))
                .flatMap(one -> of(objects(one, "Filesystems"), filesystem));
    }

    private static Stream<JsonObject> of(Stream<JsonObject> filesystems, String filesystem) {
        return filesystems.filter(one -> text(one, "Filesystem").equals(filesystem));
    }

    private static Stream<JsonObject> objects(JsonObject from, String key) {
        return from.getAsJsonArray(key).asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject from, String key) {
        return from.get(key).getAsString();
    }
}
