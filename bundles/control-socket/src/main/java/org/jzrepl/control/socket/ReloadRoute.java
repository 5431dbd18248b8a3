// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.Configurations.Change;

/// `/reload`, beyond zrepl: request `{"DryRun": true|false}`, reply `{"Added", "Changed", "Removed",
/// "Difference", "Warnings"}`, each a list of texts. A configuration that is refused is 500 and all that is
/// wrong with it, a line each.
record ReloadRoute(Configurations configurations) {
    /// The change, or why there is none.
    record Answer(Optional<JsonObject> change, String problem) {
        private static Answer refused(String problem) {
            return new Answer(Optional.empty(), problem);
        }
    }

    Answer answer(String body) {
        try {
            var change = isDryRun(body) ? configurations.compare() : configurations.reload();
            return new Answer(Optional.of(document(change)), "");
        } catch (ConfigException | IOException e) {
            return Answer.refused("configuration is refused, nothing changed:\n" + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the daemon ends, and this thread with the reply
            return Answer.refused("the daemon is stopping");
        }
    }

    private static boolean isDryRun(String body) {
        try {
            return JsonParser.parseString(body) instanceof JsonObject request
                    && request.has("DryRun")
                    && request.get("DryRun").getAsBoolean();
        } catch (JsonParseException | IllegalStateException e) {
            return false; // as in zrepl's own requests without a content
        }
    }

    private static JsonObject document(Change change) {
        var document = new JsonObject();
        document.add("Added", texts(change.added()));
        document.add("Changed", texts(change.changed()));
        document.add("Removed", texts(change.removed()));
        document.add("Difference", texts(change.difference()));
        document.add("Warnings", texts(change.warnings()));
        return document;
    }

    private static JsonArray texts(List<?> values) {
        var texts = new JsonArray();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
