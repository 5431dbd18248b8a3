// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;

/// One stream to send: from nothing (full) or from a revision the receiver has, to a snapshot. Where
/// `resumeToken` is present the receiver has part of it already.
public record Step(
        DatasetPath filesystem,
        Optional<Revision> from,
        Revision.Snapshot to,
        Optional<String> resumeToken,
        Protection protection) {
    /// The same step from its beginning.
    public Step withoutToken() {
        return new Step(filesystem, from, to, Optional.empty(), protection);
    }

    /// Whether both name the same ends by GUID, whatever the token (`replication-and-zfs.md` 4.7).
    public boolean sameEnds(Step other) {
        return from.map(Revision::guid).equals(other.from.map(Revision::guid))
                && to.guid().equals(other.to.guid());
    }
}
