// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The table of a filesystem's hooks (`configuration.md` 6.6): the pre edges, the snapshot, and the post edges in
/// reverse.
record HookTable(List<Row> rows) {
    private static final Pattern COLUMNS = Pattern.compile("[0-9]+ +(?<state>\\S+) +\\S+ *(?<report>.*)");
    private static final String SAID = "\t";

    HookTable {
        rows = List.copyOf(rows);
    }

    /// A row as it is in the table, and what the step said, which stands beneath it.
    record Row(String text, String said) {}

    static HookTable parse(String table) {
        var rows = new ArrayList<Row>();
        var said = new ArrayList<String>();
        for (var line : table.lines().toList().reversed()) {
            if (line.startsWith(SAID)) {
                said.add(line.substring(SAID.length()));
            } else {
                rows.add(new Row(line, String.join("\n", said.reversed())));
                said.clear();
            }
        }
        return new HookTable(rows.reversed());
    }

    /// As zrepl shows it: one line for each step.
    String text() {
        return rows.stream().map(Row::text).collect(Collectors.joining("\n"));
    }

    JsonArray steps() {
        var steps = new JsonArray();
        for (int i = 0; i < rows.size(); i++) {
            steps.add(step(i, rows.get(i)));
        }
        return steps;
    }

    private JsonObject step(int index, Row row) {
        var columns = COLUMNS.matcher(row.text());
        boolean known = columns.matches();
        var json = new JsonObject();
        json.add("Hook", hook(index));
        json.addProperty("Phase", phase(index));
        json.addProperty("State", known ? columns.group("state") : "");
        json.addProperty("Report", known ? columns.group("report") : row.text());
        json.addProperty("Output", row.said());
        return json;
    }

    private String phase(int index) {
        if (index == snapshot()) {
            return "snapshot";
        }
        return index < snapshot() ? "pre_snapshot" : "post_snapshot";
    }

    /// The how manyth it is of those that are for the filesystem.
    private JsonElement hook(int index) {
        if (index == snapshot()) {
            return JsonNull.INSTANCE;
        }
        return new JsonPrimitive(index < snapshot() ? index + 1 : rows.size() - index);
    }

    private int snapshot() {
        return rows.size() / 2;
    }
}
