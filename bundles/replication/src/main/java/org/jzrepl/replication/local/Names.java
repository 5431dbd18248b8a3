// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.ZfsException;

/// Refuses names from a peer that ZFS would refuse, or would take for something else: `a%b` is a range to it.
final class Names {
    private Names() {}

    static void check(EntityName kind, String name, String action) throws ZfsException {
        try {
            kind.check(name);
        } catch (IllegalArgumentException e) {
            throw new ZfsException(action + " " + name + ": " + e.getMessage(), e);
        }
    }

    static void check(DatasetPath dataset, List<Snapshot> snapshots) throws ZfsException {
        for (var snapshot : snapshots) {
            check(EntityName.SNAPSHOT, dataset + snapshot.relativeName(), "destroy");
        }
    }
}
