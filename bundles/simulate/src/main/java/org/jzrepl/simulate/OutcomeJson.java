// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.jzrepl.simulate.Counts.Point;

/// The outcomes for programs: an array with an object for each configuration.
final class OutcomeJson {
    private static final Gson INDENTED = new GsonBuilder().setPrettyPrinting().create();

    private OutcomeJson() {}

    static String text(List<Outcome> outcomes) {
        var all = new JsonArray();
        outcomes.forEach(outcome -> all.add(object(outcome)));
        return INDENTED.toJson(all);
    }

    private static JsonObject object(Outcome outcome) {
        var object = new JsonObject();
        object.addProperty("Config", outcome.file());
        object.addProperty("Job", outcome.job());
        object.addProperty("Type", outcome.type());
        object.add("Datasets", strings(outcome.datasets()));
        object.addProperty("From", outcome.period().from().toString());
        object.addProperty("Until", outcome.period().until().toString());
        outcome.period().outage().ifPresent(gone -> {
            var begin = outcome.period().from().plus(gone.from());
            object.addProperty("OfflineFrom", begin.toString());
            object.addProperty("OfflineUntil", begin.plus(gone.length()).toString());
        });
        object.addProperty("Taken", outcome.taken());
        object.add("Sender", side(outcome.sender()));
        outcome.receiver().ifPresent(side -> object.add("Receiver", side(side)));
        object.add("Rows", points(outcome, outcome.rows()));
        object.add("Curve", points(outcome, outcome.curve()));
        var troubles = new JsonArray();
        outcome.troubles().forEach(trouble -> {
            var one = new JsonObject();
            one.addProperty("Text", trouble.text());
            one.addProperty("First", trouble.first().toString());
            one.addProperty("Times", trouble.times());
            troubles.add(one);
        });
        object.add("Troubles", troubles);
        object.add("Remarks", strings(outcome.remarks()));
        return object;
    }

    private static JsonObject side(Outcome.Side side) {
        var object = new JsonObject();
        object.addProperty("Peak", side.peak());
        object.addProperty("Destroyed", side.destroyed());
        var left = new JsonArray();
        side.left().forEach(one -> {
            var snapshot = new JsonObject();
            snapshot.addProperty("Dataset", one.dataset());
            snapshot.addProperty("Creation", one.creation().toString());
            left.add(snapshot);
        });
        object.add("Left", left);
        return object;
    }

    private static JsonArray points(Outcome outcome, List<Point> points) {
        var array = new JsonArray();
        for (var point : points) {
            var object = new JsonObject();
            object.addProperty("At", point.at().toString());
            object.addProperty("Sender", point.sender());
            if (outcome.receiver().isPresent()) {
                object.addProperty("Receiver", point.receiver());
            }
            array.add(object);
        }
        return array;
    }

    private static JsonArray strings(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
