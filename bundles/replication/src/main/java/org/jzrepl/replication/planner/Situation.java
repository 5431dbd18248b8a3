// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;

/// One filesystem as both sides see it. Histories may be in any order.
///
/// `receiver` is empty where the receiver lacks the filesystem; `receiverHas` counts only where it is there
/// and no placeholder.
public record Situation(
        Filesystem sender,
        List<Revision> senderHas,
        Optional<Filesystem> receiver,
        List<Revision> receiverHas,
        Partial partial) {
    public Situation {
        senderHas = List.copyOf(senderHas);
        receiverHas = List.copyOf(receiverHas);
    }

    /// The same, as if no receive had been interrupted.
    public Situation withoutPartial() {
        return new Situation(sender, senderHas, receiver, receiverHas, new Partial.None());
    }

    DatasetPath path() {
        return sender.path();
    }

    boolean receiverIsReal() {
        return receiver.filter(filesystem -> !filesystem.placeholder()).isPresent();
    }
}
