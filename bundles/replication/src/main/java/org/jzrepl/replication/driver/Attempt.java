// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.replication.planner.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One try at a whole run: lists both sides, then works on all filesystems side by side. Used once.
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Sides sides;
    private final ReplicationOptions options;
    private final Threads threads;
    private final Board board;
    private final Watchdog watchdog;

    Attempt(Sides sides, ReplicationOptions options, Threads threads, Board board, Watchdog watchdog) {
        this.sides = sides;
        this.options = options;
        this.threads = threads;
        this.board = board;
        this.watchdog = watchdog;
    }

    /// How it ended: whether the connection was lost, and the steps that each planned filesystem has left.
    record Outcome(boolean lostConnection, Map<DatasetPath, List<Step>> leftOver) {}

    Outcome run(Map<DatasetPath, List<Step>> leftOver) throws InterruptedException {
        board.attemptBegan();
        try {
            return replicate(leftOver);
        } catch (IOException e) {
            LOG.atError().addKeyValue("err", Reason.of(e)).log("cannot plan the replication");
            board.planningFailed(FilesystemRun.sentence(e));
            return new Outcome(Connectivity.isLost(e), leftOver);
        } finally {
            board.attemptEnded();
        }
    }

    private Outcome replicate(Map<DatasetPath, List<Step>> leftOver) throws IOException, InterruptedException {
        var senderHas = byPath(sides.sender().filesystems());
        var receiverHas = byPath(sides.receiver().filesystems());
        if (senderHas.isEmpty()) {
            LOG.warn("the sender has no filesystems to replicate");
        }
        board.listed(List.copyOf(senderHas.keySet()));
        var runs = runs(senderHas, workshop(receiverHas, leftOver));
        work(runs);
        return new Outcome(
                runs.stream().anyMatch(FilesystemRun::lostConnection),
                runs.stream()
                        .collect(Collectors.toMap(
                                run -> run.track().path(), run -> run.track().leftOver())));
    }

    private FilesystemRun.Workshop workshop(
            Map<DatasetPath, Filesystem> receiverHas, Map<DatasetPath, List<Step>> leftOver) {
        var estimates = new Estimates(sides.sender(), threads, options.estimateConcurrency());
        var planner = new FilesystemPlanner(
                sides, new Planner(options.initial(), options.protection()), estimates, receiverHas, leftOver);
        var confirmation = Confirmation.of(sides, options.protection());
        return new FilesystemRun.Workshop(
                sides, planner, confirmation, estimates, new StepQueue(options.stepConcurrency()), watchdog);
    }

    private List<FilesystemRun> runs(Map<DatasetPath, Filesystem> filesystems, FilesystemRun.Workshop shop) {
        var runs = new ArrayList<FilesystemRun>();
        var tracks = new HashMap<DatasetPath, Track>();
        for (var filesystem : filesystems.values()) { // ordered: ancestors come first
            var track = new Track(board, runs.size(), filesystem.path());
            tracks.put(filesystem.path(), track);
            runs.add(new FilesystemRun(filesystem, track, ancestors(filesystem.path(), tracks), shop));
        }
        return runs;
    }

    /// All ancestors that are replicated too, not only the nearest.
    static <T> List<T> ancestors(DatasetPath path, Map<DatasetPath, T> byPath) {
        return path.ancestors().stream()
                .map(ancestor -> Optional.ofNullable(byPath.get(ancestor)))
                .flatMap(Optional::stream)
                .toList();
    }

    private void work(List<FilesystemRun> runs) throws InterruptedException {
        var workers = new ArrayList<Thread>();
        try {
            for (var run : runs) {
                workers.add(threads.start("replicate " + run.track().path(), () -> work(run)));
            }
        } finally {
            Joining.all(workers);
        }
    }

    private void work(FilesystemRun run) throws InterruptedException {
        try (var _ = threads.span(Map.of("fs", run.track().path()))) {
            run.run();
        }
    }

    static TreeMap<DatasetPath, Filesystem> byPath(List<Filesystem> filesystems) {
        var byPath = new TreeMap<DatasetPath, Filesystem>();
        filesystems.forEach(filesystem -> byPath.put(filesystem.path(), filesystem));
        return byPath;
    }
}
