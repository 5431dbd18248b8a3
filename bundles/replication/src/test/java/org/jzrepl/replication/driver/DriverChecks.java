// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.testkit.conformance.Case;

/// Checks the driver's decisions against one conformance case.
final class DriverChecks {
    private static final DatasetPath PARENT = DatasetPath.parse("tank/a");
    private static final Failure FAILURE = new Failure(Instant.EPOCH, "failed");

    private DriverChecks() {}

    /// Whether a child may start, group `parents`.
    static void parent(Case one) {
        if (one.has("planned")) {
            checkAncestors(one);
            return;
        }
        var expected = switch (one.text("child").orElseThrow()) {
            case "wait" -> Readiness.WAIT;
            case "start" -> Readiness.READY;
            case "step-error" -> Readiness.FAILED;
            default -> throw new IllegalArgumentException("unknown answer");
        };
        assertEquals(expected, Readiness.of(ancestor(one)));
    }

    private static void checkAncestors(Case one) {
        var byPath = new HashMap<DatasetPath, String>();
        one.texts("planned").forEach(path -> byPath.put(DatasetPath.parse(path), path));
        one.inner("child_of")
                .values()
                .forEach((child, ancestors) ->
                        assertEquals(ancestors, Attempt.ancestors(DatasetPath.parse(child.toString()), byPath)));
    }

    private static FilesystemReport ancestor(Case one) {
        return switch (one.inner("parent").has("first") ? "planned" : one.string("parent")) {
            case "planned" -> planned(one.inner("parent"));
            case "planning" -> report(new State.Planning(), List.of());
            case "plan-error" -> report(new State.PlanFailed(FAILURE), List.of());
            case "ph" -> report(new State.Done(new Plan.Placeholder()), List.of());
            default -> throw new IllegalArgumentException("unknown parent " + one);
        };
    }

    private static FilesystemReport planned(Case parent) {
        int done = Integer.parseInt(parent.string("done"));
        var steps = parent.string("first").equals("none")
                ? List.<StepReport>of()
                : List.of(step(parent.string("first")), step("inc"));
        return report(parent.flag("err") ? new State.StepFailed(done, FAILURE) : new State.Stepping(done), steps);
    }

    private static FilesystemReport report(State state, List<StepReport> steps) {
        return new FilesystemReport(PARENT, state, BlockedOn.NOTHING, steps);
    }

    private static StepReport step(String kind) {
        var snapshot = new Snapshot("s", new Guid(1), 1, Instant.EPOCH);
        var from = kind.equals("inc") ? Optional.<Revision>of(snapshot) : Optional.<Revision>empty();
        return new StepReport(
                new Step(PARENT, from, snapshot, Optional.empty(), Protection.RESUMABLE), OptionalLong.empty(), 0);
    }

    /// Whether a failure makes a run wait and try again, group `errors`.
    static void failure(Case one) {
        assertEquals(one.string("class").equals("connectivity"), Connectivity.isLost(shown(one.string("error"))));
    }

    /// How each failure of the cases shows in this program.
    private static IOException shown(String error) {
        if (error.contains("UNAVAILABLE")) {
            return new UnreachableException(error);
        }
        if (error.contains("time-out") && !error.contains("gRPC")) {
            return new SocketTimeoutException(error);
        }
        if (error.contains("refused")) {
            return new ConnectException(error);
        }
        if (error.contains("reset")) {
            return new SocketException(error);
        }
        return switch (error) {
            case "EOF" -> new EOFException(error);
            case "parent failed" -> new IOException("its ancestor tank/a could not be replicated");
            default -> new ZfsException(error); // what a handler of the other side answers
        };
    }
}
