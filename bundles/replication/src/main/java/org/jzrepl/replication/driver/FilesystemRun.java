// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One filesystem in one attempt: planned, then stepped, on a thread of its own. Whatever goes wrong here
/// concerns this filesystem alone, and those that need it to be there first.
final class FilesystemRun {
    private static final Logger LOG = LoggerFactory.getLogger(FilesystemRun.class);

    private final Filesystem filesystem;
    private final Track track;
    private final List<Track> ancestors;
    private final Workshop shop;
    private volatile boolean lostConnection;

    FilesystemRun(Filesystem filesystem, Track track, List<Track> ancestors, Workshop shop) {
        this.filesystem = filesystem;
        this.track = track;
        this.ancestors = ancestors;
        this.shop = shop;
    }

    /// What a run needs to work, shared by all filesystems of an attempt.
    record Workshop(
            Sides sides,
            FilesystemPlanner planner,
            Confirmation confirmation,
            Estimates estimates,
            StepQueue queue,
            Watchdog watchdog) {}

    Track track() {
        return track;
    }

    /// Whether it failed because the other side could not be reached.
    boolean lostConnection() {
        return lostConnection;
    }

    void run() throws InterruptedException {
        try {
            var plan = plan();
            awaitAncestors(plan);
            carryOut(plan);
        } catch (IOException e) {
            failed(e);
        } finally {
            if (!track.hasEnded()) {
                track.failed("interrupted");
            }
        }
    }

    private Plan plan() throws IOException, InterruptedException {
        track.blocked(BlockedOn.PLAN_QUEUE);
        try (var _ = shop.queue().enter(Instant.EPOCH)) {
            track.blocked(BlockedOn.NOTHING);
            var planned = shop.planner().plan(filesystem);
            planned.discarded().ifPresent(this::warnOfDiscarded);
            var plan = planned.plan();
            shop.confirmation().confirm(planned.situation(), plan);
            if (plan instanceof Plan.Conflict conflict) {
                throw new IOException(conflict.sentence());
            }
            var steps = shop.planner()
                    .toDo(filesystem, plan)
                    .orElseThrow(
                            () -> new IOException("both sides changed since the run's previous attempt, and the new"
                                    + " plan has no step in common with it; the next run starts afresh"));
            track.planned(steps, shop.estimates().of(steps));
            return steps.isEmpty() ? plan : new Plan.Catchup(steps);
        }
    }

    private void warnOfDiscarded(String reason) {
        LOG.atWarn()
                .addKeyValue("fs", path())
                .addKeyValue("reason", reason)
                .log("a partial receive cannot go on; starting the step again");
    }

    /// Only a filesystem that the receiver lacks needs its ancestors: one that is there goes on, whatever
    /// becomes of them.
    private void awaitAncestors(Plan plan) throws IOException, InterruptedException {
        if (!(plan instanceof Plan.Catchup(var steps))
                || steps.getFirst().from().isPresent()) {
            return;
        }
        track.blocked(BlockedOn.PARENT_INITIAL_REPLICATION);
        for (var ancestor : ancestors) {
            if (!ancestor.awaitPresence()) {
                throw new IOException(withoutAncestor(ancestor.path()));
            }
        }
    }

    private void carryOut(Plan plan) throws IOException, InterruptedException {
        var steps = plan instanceof Plan.Catchup(var all) ? all : List.<Step>of();
        for (int i = 0; i < steps.size(); i++) {
            track.blocked(BlockedOn.STEP_QUEUE);
            try (var _ = shop.queue().enter(steps.get(i).to().creation())) {
                track.stepping(i);
                carryOut(i, steps.get(i));
            }
            track.stepping(i + 1);
        }
        track.done(plan);
    }

    private void carryOut(int index, Step step) throws IOException, InterruptedException {
        LOG.atDebug()
                .addKeyValue("fs", path())
                .addKeyValue("snap", step.to().name())
                .log("step begins");
        try (var watch = shop.watchdog().watch(path(), bytes -> track.moved(index, bytes))) {
            watch.run(() -> {
                var sending = shop.sides().sender().send(step);
                var counted = new CountedStream(sending.stream(), watch::moved);
                shop.sides().receiver().receive(step, new Sending(sending.usedResumeToken(), counted));
            });
        }
        shop.sides().sender().completed(step);
        LOG.atInfo()
                .addKeyValue("fs", path())
                .addKeyValue("snap", step.to().name())
                .log("step completed");
    }

    private void failed(IOException failure) {
        lostConnection = Connectivity.isLost(failure);
        LOG.atError()
                .addKeyValue("fs", path())
                .addKeyValue("err", failure.getMessage())
                .log("cannot replicate the filesystem");
        track.failed(sentence(failure));
    }

    static String withoutAncestor(DatasetPath ancestor) {
        return "its ancestor " + ancestor + " could not be replicated";
    }

    static String sentence(IOException failure) {
        return Reason.of(failure);
    }

    private DatasetPath path() {
        return filesystem.path();
    }
}
