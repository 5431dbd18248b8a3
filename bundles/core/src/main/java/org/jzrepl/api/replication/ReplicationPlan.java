// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.replication;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.endpoint.Step;

/// What a run would send now; nothing has been changed. `error`: why the run as a whole cannot be planned. The
/// filesystems are by path.
public record ReplicationPlan(Optional<String> error, List<FilesystemPlan> filesystems) {
    public ReplicationPlan {
        filesystems = List.copyOf(filesystems);
    }

    /// `plan` is what a run would carry out, `expectedBytes` the sizes of its steps. `notes`: why it is as it
    /// is, a sentence each. `error`: why there is no plan, no sizes, or nobody who will carry it out. `cursor`:
    /// the sender's once the plan is carried out; empty where there is an error.
    public record FilesystemPlan(
            DatasetPath path,
            Optional<Plan> plan,
            List<OptionalLong> expectedBytes,
            List<String> notes,
            Optional<String> error,
            Optional<Guid> cursor) {
        public FilesystemPlan {
            expectedBytes = List.copyOf(expectedBytes);
            notes = List.copyOf(notes);
        }

        /// The steps that a run would make.
        public List<Step> steps() {
            return error.isEmpty() && plan.orElse(null) instanceof Plan.Catchup(var steps) ? steps : List.of();
        }
    }
}
