// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;

/// Whether a filesystem that is to be replicated for the first time may begin, as far as one of its ancestors
/// is concerned: the ancestor must be there, or a placeholder would take its place (`replication-and-zfs.md`
/// 4.7).
enum Readiness {
    WAIT,
    READY,
    /// The ancestor will not come in this attempt.
    FAILED;

    static Readiness of(FilesystemReport ancestor) {
        return switch (ancestor.state()) {
            case State.Planning() -> WAIT;
            case State.PlanFailed(var _) -> FAILED;
            case State.Done(var _) -> READY;
            case State.Stepping(int current) -> isThere(ancestor, current) ? READY : WAIT;
            case State.StepFailed(int current, var _) -> isThere(ancestor, current) ? READY : FAILED;
        };
    }

    private static boolean isThere(FilesystemReport ancestor, int done) {
        return done > 0
                || ancestor.steps().isEmpty()
                || ancestor.steps().getFirst().step().from().isPresent();
    }
}
