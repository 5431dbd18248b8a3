// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;

/// How far the replication of one filesystem is.
final class ReplicationText {
    private ReplicationText() {}

    static String of(FilesystemReport filesystem) {
        int steps = filesystem.steps().size();
        var bytes = ", " + bytes(filesystem);
        return switch (filesystem.state()) {
            case State.Planning() -> "planning";
            case State.Stepping(int current) -> "step " + (current + 1) + " of " + steps + bytes;
            case State.Done(var _) -> "done, steps: " + steps + bytes;
            case State.PlanFailed(var failure) -> "planning failed: " + failure.reason();
            case State.StepFailed(int current, var failure) ->
                "step " + (current + 1) + " of " + steps + " failed" + bytes + ": " + failure.reason();
        };
    }

    private static String bytes(FilesystemReport filesystem) {
        long sent = filesystem.steps().stream().mapToLong(StepReport::bytes).sum();
        long expected = filesystem.steps().stream()
                .mapToLong(step -> step.expectedBytes().orElse(0))
                .sum();
        return sent + (expected > sent ? " of " + expected : "") + " bytes";
    }
}
