// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.rpc.Vectors;

/// Who says what on a data connection, in order; consecutive frames of one side together.
record Transcript(List<Turn> turns) {
    record Turn(boolean byClient, String hex) {}

    /// All of `transcripts.txt`, by name.
    static Map<String, Transcript> all() {
        var transcripts = new LinkedHashMap<String, Transcript>();
        var turns = new ArrayList<Turn>();
        for (var line : Vectors.lines("transcripts.txt").toList()) {
            if (line.startsWith("[")) {
                turns = new ArrayList<>();
                transcripts.put(line.substring(1, line.length() - 1), new Transcript(turns));
            } else if (line.startsWith("C>S ") || line.startsWith("S>C ")) {
                boolean byClient = line.startsWith("C");
                var hex = line.substring(4).replace(" ", "");
                boolean goesOn = !turns.isEmpty() && turns.getLast().byClient() == byClient;
                var before = goesOn ? turns.removeLast().hex() : "";
                turns.add(new Turn(byClient, before + hex));
            }
        }
        return transcripts;
    }
}
