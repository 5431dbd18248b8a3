// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.itests.histories.ByHand.Done;

/// One random history: everything in it follows from its seed.
final class History implements AutoCloseable {
    private final Random random;
    private final Statistics statistics;
    private final Stage stage;
    private final Ledger ledger;
    private final ByHand hands;
    private final List<String> story = new ArrayList<>();

    History(long seed, Statistics statistics) throws IOException, InterruptedException {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.statistics = statistics;
        this.stage = new Stage(seed, Settings.random(random, random.nextBoolean()));
        this.ledger = new Ledger(stage);
        this.hands = new ByHand(stage, ledger, random);
    }

    List<String> story() {
        return story;
    }

    /// Lives through it; then, without faults, both sides become equal, or the history has itself to blame.
    void play() throws IOException, InterruptedException {
        tell("settings " + stage.settings());
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            act(hands.create());
        }
        act(hands.snapshot());
        for (int i = 8 + random.nextInt(18); i > 0; i--) {
            event();
        }
        tell("no more faults");
        for (int i = 0; i < 3; i++) {
            run(Mishap.NONE);
        }
        new Convergence(stage, ledger, statistics).check();
    }

    private void event() throws IOException, InterruptedException {
        int what = random.nextInt(100);
        if (what < 40) {
            boolean died = run(Mishap.random(random));
            if (random.nextInt(died ? 2 : 5) == 0) {
                act(hands.prune(random.nextBoolean())); // others do not wait for us
            }
        } else if (what < 60) {
            act(hands.snapshot());
        } else if (what < 65) {
            statistics.count("config-change");
            stage.configure(Settings.random(random, stage.settings().pull()));
            tell("settings " + stage.settings());
        } else if (what < 68) {
            statistics.count("restart");
            stage.restart();
            tell("restart");
        } else if (what < 70) {
            var jump = Duration.ofMinutes(random.nextInt(20_000) - 10_000);
            statistics.count("clock-jump");
            stage.clock.jump(jump);
            tell("clock jumps " + jump);
        } else {
            act(deed(what));
        }
    }

    private Done deed(int what) throws IOException, InterruptedException {
        return switch (what) {
            case 70, 71, 72, 73, 74, 75, 76 -> hands.prune(true);
            case 77, 78, 79, 80, 81, 82 -> hands.prune(false);
            case 83, 84 -> hands.create();
            case 85, 86 -> hands.destroySnapshot(true);
            case 87, 88 -> hands.destroySnapshot(false);
            case 89 -> hands.destroyBookmark();
            case 90 -> hands.release(true);
            case 91 -> hands.release(false);
            case 92 -> hands.rollback();
            case 93 -> hands.destroyDataset(true);
            case 94 -> hands.destroyDataset(false);
            case 95 -> hands.changeReceiver();
            default -> hands.otherJob();
        };
    }

    private void act(Done done) throws IOException, InterruptedException {
        statistics.count("by-hand");
        tell(done.what());
        ledger.check(done.datasets());
    }

    /// Whether a daemon died.
    private boolean run(Mishap mishap) throws IOException, InterruptedException {
        statistics.count("runs");
        tell("run with " + mishap);
        if (stage.settings().later() == Guarantee.NOTHING) {
            ledger.noteMissingCursors();
        }
        var accident = new Accident(mishap);
        var watcher = new RunWatcher(stage, ledger);
        var job = stage.run(accident, watcher);
        statistics.add("steps", watcher.steps);
        statistics.add("resumed", watcher.resumed);
        if (accident.happened()) {
            statistics.count("mishap-" + mishap.kind());
        }
        watcher.throwIfAny();
        ledger.check(List.of());
        var status = (JobStatus.Active) job.status();
        status.replication().ifPresent(report -> tell(told(report)));
        for (var path : Stage.FILESYSTEMS) {
            // ZFS refused to take off a hold: that is logged, and tried again by the next step
            ledger.of(path).receiverExposed |= accident.failedToRelease() && watcher.stepped.containsKey(path);
        }
        if (!accident.happened()) {
            for (var report :
                    status.replication().orElseThrow().attempts().getLast().filesystems()) {
                ended(report, watcher);
            }
        }
        return accident.active().isDead() || accident.passive().isDead();
    }

    private void ended(FilesystemReport report, RunWatcher watcher) throws IOException, InterruptedException {
        var facts = ledger.of(report.path());
        var last = watcher.stepped.get(report.path());
        if (!(report.state() instanceof State.Done) || last == Guarantee.NOTHING) {
            return;
        }
        if (watcher.stepped.containsKey(report.path()) && !stage.settings().hasGap()) {
            facts.receiverExposed = false;
        }
        var guarantee =
                watcher.stepped.getOrDefault(report.path(), stage.settings().later());
        if (new Leftovers(stage).check(report.path(), facts, guarantee)) {
            facts.senderExposed = false;
            facts.unguarded = false;
            facts.confirmed = facts.common.map(facts::age).orElse(-1);
        }
    }

    private static String told(ReplicationReport report) {
        var told = new StringBuilder("  attempts " + report.attempts().size());
        var last = report.attempts().getLast();
        last.planning().ifPresent(failure -> told.append("; planning failed: ").append(failure.reason()));
        last.filesystems().forEach(one -> told.append("\n    ").append(told(one)));
        return told.toString();
    }

    private static String told(FilesystemReport one) {
        var steps = one.steps().stream()
                .map(step -> step.step()
                                .from()
                                .map(org.jzrepl.api.dataset.Revision::relativeName)
                                .orElse("")
                        + "→" + step.step().to().relativeName()
                        + (step.step().resumeToken().isPresent() ? "(resumed)" : ""))
                .toList();
        var state = switch (one.state()) {
            case State.Done(var plan) -> "done " + plan.getClass().getSimpleName();
            case State.PlanFailed(var failure) -> failure.reason();
            case State.StepFailed(int current, var failure) -> "step " + current + ": " + failure.reason();
            case State other -> other.toString();
        };
        return one.path() + " " + steps + " " + state;
    }

    private void tell(String what) {
        story.add(what);
    }

    /// All that is there now, for the story of a failure.
    List<String> scene() throws IOException, InterruptedException {
        var scene = new ArrayList<String>();
        for (DatasetPath path : Stage.FILESYSTEMS) {
            for (var zfs : List.of(stage.source, stage.target)) {
                var local = zfs == stage.source ? path : stage.received(path);
                var dataset = Stage.look(zfs, local);
                if (dataset.isPresent()) {
                    scene.add(local + " "
                            + RunWatcher.snapshotsOf(dataset.orElseThrow()).stream()
                                    .map(snapshot -> snapshot.relativeName() + "/" + snapshot.guid())
                                    .toList()
                            + " " + Ledger.anchors(zfs, dataset.orElseThrow())
                            + dataset.orElseThrow()
                                    .resumeToken()
                                    .map(_ -> " partial")
                                    .orElse("")
                            + dataset.orElseThrow().properties());
                }
            }
        }
        return scene;
    }

    @Override
    public void close() {
        stage.close();
    }
}
