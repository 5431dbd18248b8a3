// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// What the errors of a failed `zfs destroy` mean (`replication-and-zfs.md` 1.6). Closed.
sealed interface DestroyOutput {
    /// There was nothing to destroy.
    record Missing() implements DestroyOutput {}

    /// These snapshots of the argument, and why; nothing was destroyed.
    record Undestroyable(SequencedMap<String, String> reasonByName) implements DestroyOutput {}

    record Other() implements DestroyOutput {}

    String NO_SNAPSHOTS = "could not find any snapshots to destroy; check snapshot names.";
    Pattern HELD = Pattern.compile("dataset is busy|it's being held\\. Run 'zfs holds -r .*' to see holders\\.");

    /// First match wins. `argument` is the whole one: dataset, delimiter and names.
    static DestroyOutput parse(String argument, String stderr) {
        var dataset = argument.split("[@#]", 2)[0];
        if (stderr.startsWith(NO_SNAPSHOTS)
                || stderr.startsWith("bookmark '" + argument + "' does not exist")
                || NotExist.isSaid(stderr, dataset)) {
            return new Missing();
        }
        if (argument.contains("@") && !stderr.isEmpty()) {
            return undestroyable(dataset, stderr.lines().toList())
                    .<DestroyOutput>map(Undestroyable::new)
                    .orElseGet(Other::new);
        }
        return new Other();
    }

    static boolean isHeld(String reason) {
        return HELD.matcher(reason).matches();
    }

    /// Empty if any line is of another form, or about another dataset.
    private static Optional<SequencedMap<String, String>> undestroyable(String dataset, List<String> lines) {
        var beginning = "cannot destroy snapshot " + dataset + "@";
        var reasonByName = new LinkedHashMap<String, String>();
        for (var line : lines) {
            int colon = line.lastIndexOf(": ");
            if (!line.startsWith(beginning) || colon < beginning.length()) {
                return Optional.empty();
            }
            reasonByName.put(line.substring(beginning.length(), colon), line.substring(colon + 2));
        }
        return Optional.of(reasonByName);
    }
}
