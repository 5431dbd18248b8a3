// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;

/// Looks snapshots and bookmarks up by name.
record Identities(Program program) {
    /// By full name; those that do not exist are left out.
    Map<String, Revision> of(List<String> names) throws ZfsException, InterruptedException {
        var found = new HashMap<String, Revision>();
        if (names.isEmpty()) {
            return found;
        }
        Batches.run(names, some -> {
            var finished = program.run(Argv.identities(some), line -> {
                var row = VersionRow.parse(line);
                found.put(row.fullName(), row.revision());
            });
            if (!finished.ok() && !finished.complaints().stream().allMatch(NotExist::isSaid)) {
                throw finished.failure("list " + String.join(", ", some));
            }
        });
        return found;
    }
}
