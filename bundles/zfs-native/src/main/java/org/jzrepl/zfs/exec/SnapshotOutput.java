// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the errors of a failed `zfs snapshot` say about its datasets.
final class SnapshotOutput {
    private static final Pattern REFUSAL =
            Pattern.compile("cannot (?:create snapshot|open) '(?<dataset>[^'@]*)(?:@[^']*)?': (?<reason>.*)");

    private SnapshotOutput() {}

    /// The refused datasets, and why. Empty: nothing was said about any of them.
    static Map<String, String> refusals(List<String> complaints) {
        var reasonByDataset = new LinkedHashMap<String, String>();
        for (var complaint : complaints) {
            var refusal = REFUSAL.matcher(complaint);
            if (refusal.matches()) {
                reasonByDataset.putIfAbsent(refusal.group("dataset"), refusal.group("reason"));
            }
        }
        return reasonByDataset;
    }
}
