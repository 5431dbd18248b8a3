// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.ZoneId;
import java.util.Map;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.control.Operations;

/// What each path answers.
final class Routes {
    private static final String NOTHING = "{}\n";

    private final Gson gson =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private final DaemonControl control;
    private final ReloadRoute reload;
    private final PluginRoutes plugins;
    private final PlanRoutes plans;

    Routes(Operations operations, PluginRoutes plugins) {
        this.control = operations.daemon();
        this.reload = new ReloadRoute(operations.configurations());
        this.plugins = plugins;
        this.plans = new PlanRoutes(operations.daemon(), this::json);
    }

    /// Whether the answer may take long, and is of no use once the client has left.
    boolean isLasting(HttpRequest request) {
        return PlanRoutes.handles(request.path());
    }

    HttpReply answer(HttpRequest request) {
        return switch (request.path()) {
            case "/version" -> json(version());
            case "/status" -> json(status());
            case "/signal" -> signal(request.body());
            case "/reload" -> reload(request.body());
            case PlanRoutes.PLAN, PlanRoutes.PRUNE -> plans.answer(request);
            case String path
            when path.equals(PluginRoutes.PATH) || path.startsWith(PluginRoutes.PATH + "/") -> plugins.answer(request);
            default -> HttpReply.text(404, "404 page not found");
        };
    }

    private HttpReply json(JsonObject document) {
        return new HttpReply(200, gson.toJson(document) + "\n");
    }

    private JsonObject status() {
        var status = new StatusDocument(ZoneId.systemDefault()).of(control.status());
        plugins.installed().ifPresent(installed -> status.add("Plugins", installed));
        return status;
    }

    private HttpReply reload(String body) {
        var answer = reload.answer(body);
        return answer.change().map(this::json).orElseGet(() -> HttpReply.text(500, answer.problem()));
    }

    private JsonObject version() {
        var version = new JsonObject();
        version.addProperty("Version", control.status().version());
        version.addProperty("RuntimeGo", "java" + Runtime.version().feature());
        version.addProperty("RuntimeGOOS", System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT));
        version.addProperty("RuntimeGOARCH", System.getProperty("os.arch"));
        version.addProperty("RUNTIMECompiler", System.getProperty("java.vm.name"));
        return version;
    }

    private HttpReply signal(String body) {
        JobName job;
        String operation;
        try {
            var request = JsonParser.parseString(body).getAsJsonObject();
            job = new JobName(text(request, "Name"));
            operation = text(request, "Op");
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return HttpReply.text(400, "request is no signal: " + e.getMessage());
        }
        return signal(job, operation);
    }

    private HttpReply signal(JobName job, String operation) {
        try {
            switch (operation) {
                case "wakeup" -> control.wakeup(job);
                case "reset" -> control.reset(job);
                default -> {
                    return HttpReply.text(500, "operation \"" + operation + "\" is invalid: wakeup or reset");
                }
            }
            return new HttpReply(200, NOTHING);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return HttpReply.text(500, e.getMessage());
        }
    }

    /// Field names are matched whatever their case.
    static String text(JsonObject request, String field) {
        return request.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
    }
}
