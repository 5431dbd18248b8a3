// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.ReplicationReport.StepReport;

/// Where one filesystem of an attempt stands. Written by the filesystem's own thread, read by anybody; every
/// change goes to the [Board].
final class Track {
    private final Board board;
    private final int index;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile FilesystemReport report;

    Track(Board board, int index, DatasetPath path) {
        this.board = board;
        this.index = index;
        this.report = new FilesystemReport(path, new State.Planning(), BlockedOn.NOTHING, List.of());
    }

    DatasetPath path() {
        return report.path();
    }

    FilesystemReport report() {
        return report;
    }

    /// Waits until it is certain whether the filesystem is on the receiver, or will not be.
    boolean awaitPresence() throws InterruptedException {
        decided.await();
        return Readiness.of(report) == Readiness.READY;
    }

    /// The steps that were planned and not done; none if it never came to a plan.
    List<Step> leftOver() {
        int done = switch (report.state()) {
            case State.Stepping(int current) -> current;
            case State.StepFailed(int current, var _) -> current;
            case State.Planning(), State.PlanFailed(var _), State.Done(var _) ->
                report.steps().size();
        };
        return report.steps().stream().skip(done).map(StepReport::step).toList();
    }

    boolean hasEnded() {
        return switch (report.state()) {
            case State.Planning(), State.Stepping(var _) -> false;
            case State.Done(var _), State.PlanFailed(var _), State.StepFailed(var _, var _) -> true;
        };
    }

    void blocked(BlockedOn on) {
        change(report.state(), on, report.steps());
    }

    void planned(List<Step> steps, List<OptionalLong> expected) {
        var reports = new ArrayList<StepReport>();
        for (int i = 0; i < steps.size(); i++) {
            reports.add(new StepReport(steps.get(i), expected.get(i), 0));
        }
        change(new State.Stepping(0), BlockedOn.NOTHING, reports);
    }

    /// So many bytes of step `current` went through by now.
    void moved(int current, long bytes) {
        var steps = new ArrayList<>(report.steps());
        var step = steps.get(current);
        steps.set(current, new StepReport(step.step(), step.expectedBytes(), bytes));
        change(report.state(), report.blockedOn(), steps);
    }

    void stepping(int current) {
        change(new State.Stepping(current), BlockedOn.NOTHING, report.steps());
    }

    void done(Plan plan) {
        change(new State.Done(plan), BlockedOn.NOTHING, report.steps());
    }

    /// Ends the filesystem for this attempt, in whatever it was doing.
    void failed(String reason) {
        var failure = board.failure(reason);
        var state = switch (report.state()) {
            case State.Stepping(int current) -> new State.StepFailed(current, failure);
            case State.Planning(), State.Done(var _), State.PlanFailed(var _), State.StepFailed(var _, var _) ->
                new State.PlanFailed(failure);
        };
        change(state, BlockedOn.NOTHING, report.steps());
    }

    private void change(State state, BlockedOn blockedOn, List<StepReport> steps) {
        report = new FilesystemReport(report.path(), state, blockedOn, steps);
        board.changed(index, report);
        if (Readiness.of(report) != Readiness.WAIT) {
            decided.countDown();
        }
    }
}
