// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Function;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;

/// `/plan` and `/prune`, beyond zrepl: request `{"Name": "JOB"}`, for the latter with `"DryRun": true`; reply a
/// [PlanJson]. They take as long as it takes to ask both sides.
record PlanRoutes(DaemonControl control, Function<JsonObject, HttpReply> json) {
    static final String PLAN = "/plan";
    static final String PRUNE = "/prune";
    private static final Set<String> PATHS = Set.of(PLAN, PRUNE);

    static boolean handles(String path) {
        return PATHS.contains(path);
    }

    HttpReply answer(HttpRequest request) {
        JobName job;
        var extent = request.path().equals(PLAN) ? Extent.RUN : Extent.PRUNING;
        try {
            var parsed = JsonParser.parseString(request.body()).getAsJsonObject();
            job = new JobName(Routes.text(parsed, "Name"));
            if (extent == Extent.PRUNING && !Boolean.parseBoolean(Routes.text(parsed, "DryRun"))) {
                return HttpReply.text(400, "DryRun must be true: what prunes is a run of the job");
            }
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return HttpReply.text(400, "request asks for no plan: " + e.getMessage());
        }
        return answer(job, extent);
    }

    private HttpReply answer(JobName job, Extent extent) {
        try {
            return switch (control.plan(job, extent)) {
                case JobPlan.Planned plan ->
                    json.apply(new PlanJson(new StatusDocument(ZoneId.systemDefault())).of(job, extent, plan));
                case JobPlan.Unplannable(var reason) -> HttpReply.text(500, reason);
            };
        } catch (IllegalArgumentException | IllegalStateException e) {
            return HttpReply.text(500, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the client has left, or the daemon ends: nobody reads the reply
            return HttpReply.text(500, "planning job \"" + job + "\" was given up");
        }
    }
}
