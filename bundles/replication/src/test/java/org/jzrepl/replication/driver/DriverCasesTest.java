// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Cases;
import org.jzrepl.replication.Cases.Case;

class DriverCasesTest {
    private static final DatasetPath PARENT = DatasetPath.parse("tank/a");

    @TestFactory
    Stream<DynamicTest> children_wait_as_the_cases_say() throws IOException {
        return Cases.load("planning-cases.yml").of("parents").stream()
                .map(one -> dynamicTest(one.id(), () -> checkParent(one)));
    }

    @TestFactory
    Stream<DynamicTest> failures_are_classified_as_the_cases_say() throws IOException {
        return Cases.load("planning-cases.yml").of("errors").stream()
                .map(one -> dynamicTest(one.id(), () -> checkFailure(one)));
    }

    @Test
    void only_time_outs_of_a_dial_are_lost_connections() {
        assertTrue(Connectivity.isLost(new ConnectException("Connection timed out")));
        assertFalse(Connectivity.isLost(new ConnectException("Connection refused")));
    }

    @Test
    void a_lost_connection_is_found_behind_a_sentence() {
        assertTrue(Connectivity.isLost(new IOException("receive tank/a@1", new UnreachableException("gone"))));
        assertFalse(Connectivity.isLost(new ZfsException("no", new SocketTimeoutException("of something else"))));
    }

    private static void checkParent(Case one) {
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
        assertEquals(expected, Readiness.of(parent(one)));
    }

    private static void checkAncestors(Case one) {
        var byPath = new HashMap<DatasetPath, String>();
        one.texts("planned").forEach(path -> byPath.put(DatasetPath.parse(path), path));
        one.inner("child_of")
                .values()
                .forEach((child, ancestors) ->
                        assertEquals(ancestors, Attempt.ancestors(DatasetPath.parse(child.toString()), byPath)));
    }

    private static FilesystemReport parent(Case one) {
        if (one.text("parent").filter("planning"::equals).isPresent()) {
            return new FilesystemReport(PARENT, new State.Planning(), BlockedOn.NOTHING, List.of());
        }
        var parent = one.inner("parent");
        int done = Integer.parseInt(parent.text("done").orElseThrow());
        var state = parent.flag("err")
                ? new State.StepFailed(done, new Failure(Instant.EPOCH, "failed"))
                : new State.Stepping(done);
        return new FilesystemReport(
                PARENT,
                state,
                BlockedOn.NOTHING,
                List.of(step(parent.text("first").orElseThrow()), step("inc")));
    }

    private static StepReport step(String kind) {
        var snapshot = new Snapshot("s", new Guid(1), 1, Instant.EPOCH);
        var from = kind.equals("inc") ? Optional.<Revision>of(snapshot) : Optional.<Revision>empty();
        return new StepReport(
                new Step(PARENT, from, snapshot, Optional.empty(), Protection.RESUMABLE), OptionalLong.empty(), 0);
    }

    private static void checkFailure(Case one) {
        assertTrue(one.flag("considered"));
        assertEquals(
                one.text("class").orElseThrow().equals("connectivity"),
                Connectivity.isLost(failure(one.text("error").orElseThrow())));
    }

    /// How each failure of the cases shows in this program.
    private static IOException failure(String error) {
        return switch (error) {
            case "gRPC UNAVAILABLE", "gRPC UNAVAILABLE from SendCompleted" -> new UnreachableException(error);
            case "gRPC UNKNOWN (remote handler error)" -> new ZfsException(error);
            case "heartbeat time-out", "dial time-out" -> new SocketTimeoutException(error);
            case "connection reset by peer" -> new SocketException(error);
            case "parent failed" -> new IOException("its ancestor tank/a could not be replicated");
            default -> throw new IllegalArgumentException("unknown error " + error);
        };
    }
}
