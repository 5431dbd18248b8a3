// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/// Plug-ins in words.
final class PluginText {
    private PluginText() {}

    /// `NAME VERSION: state, reason`.
    static String line(JsonObject plugin) {
        var reason = Json.text(plugin, "Reason");
        return title(plugin) + ": " + Json.text(plugin, "State") + (reason.isEmpty() ? "" : ", " + reason) + "\n";
    }

    static String removed(JsonObject plugin) {
        return title(plugin) + ": removed\n";
    }

    private static String title(JsonObject plugin) {
        return (Json.text(plugin, "Name") + " " + Json.text(plugin, "Version")).strip();
    }

    static String table(List<JsonObject> plugins) {
        if (plugins.isEmpty()) {
            return "no plug-ins are installed\n";
        }
        int width = plugins.stream()
                .mapToInt(plugin -> title(plugin).length())
                .max()
                .orElse(0);
        return plugins.stream()
                .map(plugin -> String.format(
                                "%-" + width + "s  %-12s  %s",
                                title(plugin),
                                Json.text(plugin, "State"),
                                Json.text(plugin, "Reason"))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static String details(JsonObject plugin) {
        var supplies = Json.list(plugin, "Supplies").stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(", "));
        return line(plugin)
                + row("supplies", supplies)
                + row("origin", Json.text(plugin, "Origin"))
                + row("source", Json.text(plugin, "Source"))
                + row("signature", Json.text(plugin, "Signature"))
                + row("sha256", Json.text(plugin, "Sha256"));
    }

    private static String row(String name, String value) {
        return value.isEmpty() ? "" : String.format("  %-9s  %s%n", name, value);
    }

    static boolean isMeantBy(JsonObject plugin, String text) {
        var name = Json.text(plugin, "Name");
        return text.equals(name) || text.equals(name + "@" + Json.text(plugin, "Version"));
    }
}
