// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;

/// One filesystem or volume as a scan found it. What the scan did not ask for is empty.
///
/// `properties`: those asked for that the dataset has. `revisions`: oldest first ([Revision#BY_AGE]). `held`: the
/// snapshots that carry at least one hold, by any tag. `resumeToken`: of an interrupted resumable receive.
public record Dataset(
        DatasetPath path,
        Kind kind,
        Map<String, Property> properties,
        Optional<String> resumeToken,
        List<Revision> revisions,
        Set<Revision.Snapshot> held) {
    /// The user property that marks a dataset which only exists to hold others (`replication-and-zfs.md` 2.1).
    public static final String PLACEHOLDER = "zrepl:placeholder";

    public Dataset {
        properties = Map.copyOf(properties);
        revisions = List.copyOf(revisions);
        held = Set.copyOf(held);
    }

    public enum Kind {
        FILESYSTEM,
        VOLUME
    }
}
