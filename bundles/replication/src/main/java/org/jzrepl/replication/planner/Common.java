// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;

/// Where the newest revision that both sides have stands in their sorted histories.
record Common(int sender, int receiver) {
    /// The receiver's newest revision that the sender has too. Of a snapshot and its bookmark the sender's
    /// sorted history ends with the snapshot, which is therefore preferred.
    static Optional<Common> of(List<Revision> sender, List<? extends Revision> receiver) {
        var positions = new HashMap<Guid, Integer>();
        for (int i = 0; i < sender.size(); i++) {
            positions.put(sender.get(i).guid(), i);
        }
        for (int i = receiver.size() - 1; i >= 0; i--) {
            var position = positions.get(receiver.get(i).guid());
            if (position != null) {
                return Optional.of(new Common(position, i));
            }
        }
        return Optional.empty();
    }
}
