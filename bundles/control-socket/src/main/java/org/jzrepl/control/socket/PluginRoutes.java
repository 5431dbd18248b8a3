// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.Plugin;

/// What the paths below `/plugins` answer. The installer may come and go with its bundle.
record PluginRoutes(Supplier<Optional<Plugins>> installer) {
    static final String PATH = "/plugins";

    HttpReply answer(HttpRequest request) {
        var plugins = installer.get();
        if (plugins.isEmpty()) {
            return HttpReply.text(500, "no installer is there: the bundle org.jzrepl.plugins is not active");
        }
        try {
            return new HttpReply(200, new Gson().toJson(answer(plugins.orElseThrow(), request)) + "\n");
        } catch (PluginRefusedException e) {
            return HttpReply.text(500, e.getMessage());
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return HttpReply.text(400, "request is wrong: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the daemon ends, and this thread with the reply
            return HttpReply.text(500, "the daemon is stopping");
        }
    }

    private static JsonObject answer(Plugins plugins, HttpRequest request)
            throws PluginRefusedException, InterruptedException {
        return switch (request.path().substring(PATH.length())) {
            case "" -> list(plugins.plugins());
            case "/install" -> install(plugins, parsed(request));
            case "/update" -> update(plugins, parsed(request));
            case "/change" -> change(plugins, parsed(request));
            case "/doctor" -> findings(plugins.doctor());
            default -> throw new IllegalArgumentException("no path " + request.path());
        };
    }

    private static JsonObject parsed(HttpRequest request) {
        return JsonParser.parseString(request.body()).getAsJsonObject();
    }

    private static JsonObject install(Plugins plugins, JsonObject request)
            throws PluginRefusedException, InterruptedException {
        return of(plugins.install(required(request, "Source"), flag(request, "Unsigned")));
    }

    private static JsonObject update(Plugins plugins, JsonObject request)
            throws PluginRefusedException, InterruptedException {
        return of(plugins.update(required(request, "Name"), text(request, "Source"), flag(request, "Unsigned")));
    }

    private static JsonObject change(Plugins plugins, JsonObject request)
            throws PluginRefusedException, InterruptedException {
        var change = Change.valueOf(required(request, "Change").toUpperCase(Locale.ROOT));
        return of(plugins.change(required(request, "Name"), change));
    }

    /// What an operator installed, for the status; empty where the installer is not there.
    Optional<JsonArray> installed() {
        var plugins = installer.get().map(Plugins::plugins).orElse(List.of()).stream()
                .filter(plugin -> plugin.origin() != Origin.DISTRIBUTION)
                .toList();
        return plugins.isEmpty() ? Optional.empty() : Optional.of(StatusDocument.list(plugins, PluginRoutes::of));
    }

    private static JsonObject list(List<Plugin> plugins) {
        var json = new JsonObject();
        json.add("Plugins", StatusDocument.list(plugins, PluginRoutes::of));
        return json;
    }

    private static JsonObject findings(List<String> findings) {
        var json = new JsonObject();
        json.add("Findings", StatusDocument.list(findings, com.google.gson.JsonPrimitive::new));
        return json;
    }

    private static JsonObject of(Plugin plugin) {
        var json = new JsonObject();
        json.addProperty("Name", plugin.name());
        json.addProperty("Version", plugin.version());
        json.addProperty("State", word(plugin.state()));
        json.addProperty("Reason", plugin.reason());
        json.addProperty("Origin", word(plugin.origin()));
        json.addProperty("Source", plugin.source());
        json.addProperty("Signature", plugin.signature());
        json.addProperty("Sha256", plugin.sha256());
        json.add("Supplies", StatusDocument.list(plugin.supplies(), com.google.gson.JsonPrimitive::new));
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String required(JsonObject request, String field) {
        return text(request, field).orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
    }

    private static Optional<String> text(JsonObject request, String field) {
        return Optional.ofNullable(request.get(field))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .filter(text -> !text.isEmpty());
    }

    private static boolean flag(JsonObject request, String field) {
        return text(request, field).map(Boolean::parseBoolean).orElse(false);
    }
}
