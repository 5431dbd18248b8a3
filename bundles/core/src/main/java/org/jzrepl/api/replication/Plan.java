// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.replication;

import java.util.List;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Step;

/// What to do about one filesystem. Closed.
public sealed interface Plan {
    record UpToDate(Revision common) implements Plan {}

    /// Nothing to send, only to exist.
    record Placeholder() implements Plan {}

    record Catchup(List<Step> steps) implements Plan {
        public Catchup {
            steps = List.copyOf(steps);
        }
    }

    /// Why nothing can be sent. `toString` of the records is not for users; [#sentence] is.
    sealed interface Conflict extends Plan {
        /// What happened and what the operator can do, in a sentence or two.
        String sentence();

        record NothingToSend() implements Conflict {
            @Override
            public String sentence() {
                return "the sender has no snapshots; take one first";
            }
        }

        record NoCommonAncestor(List<Revision> sender, List<Revision> receiver) implements Conflict {
            @Override
            public String sentence() {
                return "sender and receiver have no snapshot in common (sender: " + Names.of(sender) + "; receiver: "
                        + Names.of(receiver) + "); rename or destroy the receiver's dataset to start again in full";
            }
        }

        record Diverged(Revision common, List<Revision> senderOnly, List<Revision> receiverOnly) implements Conflict {
            @Override
            public String sentence() {
                return "the receiver has snapshots of its own since " + common.relativeName() + " (receiver: "
                        + Names.of(receiverOnly) + "; sender: " + Names.of(senderOnly)
                        + "); roll the receiver back to it, or rename its dataset, after looking at what would be lost";
            }
        }

        record InitialDisabled() implements Conflict {
            @Override
            public String sentence() {
                return "not replicated yet, and conflict_resolution.initial_replication is fail";
            }
        }

        record PlaceholderMismatch() implements Conflict {
            @Override
            public String sentence() {
                return "a placeholder on the sender, a real filesystem on the receiver; rename one of them";
            }
        }

        /// The driver plans again without the token.
        record DeadToken(String reason) implements Conflict {
            @Override
            public String sentence() {
                return "the partial receive cannot go on: " + reason;
            }
        }
    }
}
