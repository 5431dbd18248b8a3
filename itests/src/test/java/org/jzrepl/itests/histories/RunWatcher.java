// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Watches what a job destroys and discards while it runs: nothing that a rule keeps, and no partial receive that
/// could go on. What it finds first is kept for the end of the run.
final class RunWatcher implements Watcher {
    private final Stage stage;
    private final Ledger ledger;
    private final Map<DatasetPath, List<Snapshot>> before = new HashMap<>();
    /// Datasets with a step in this run, by the guarantee of the last one.
    final Map<DatasetPath, Guarantee> stepped = new HashMap<>();
    final Set<String> counted = new HashSet<>();
    private Optional<ViolationException> violation = Optional.empty();
    int steps;
    int resumed;

    RunWatcher(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    synchronized void throwIfAny() {
        violation.ifPresent(found -> {
            throw found;
        });
    }

    @Override
    public synchronized void before(SimulatedZfs zfs, String call, DatasetPath dataset) {
        watch(() -> {
            if (call.equals("destroy")) {
                before.put(dataset, snapshots(zfs, dataset));
            }
            if (call.equals("abort")) {
                checkAbort(dataset);
            }
        });
    }

    @Override
    public synchronized void after(SimulatedZfs zfs, String call, DatasetPath dataset) {
        watch(() -> {
            if (call.equals("destroy")) {
                checkDestroyed(zfs, dataset, before.getOrDefault(dataset, List.of()));
            }
        });
    }

    @Override
    public synchronized void step(Step step) {
        steps++;
        resumed += step.resumeToken().isPresent() ? 1 : 0;
        var guarantee = step.protection().of(step.from().isPresent());
        stepped.put(step.filesystem(), guarantee);
        var facts = ledger.of(step.filesystem());
        facts.unguarded |= guarantee == Guarantee.NOTHING;
        facts.receiverExposed |= stage.settings().hasGap();
    }

    private interface Look {
        void look() throws ZfsException, InterruptedException;
    }

    private void watch(Look look) {
        try {
            look.look();
        } catch (ViolationException e) {
            violation = violation.or(() -> Optional.of(e));
        } catch (ZfsException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkDestroyed(SimulatedZfs zfs, DatasetPath dataset, List<Snapshot> all)
            throws ZfsException, InterruptedException {
        boolean isSource = zfs == stage.source;
        var path = ledger.sender(dataset, isSource);
        var left = snapshots(zfs, dataset);
        var gone = all.stream().filter(snapshot -> !left.contains(snapshot)).toList();
        if (gone.isEmpty()) {
            return;
        }
        if (path.isEmpty()) {
            throw new ViolationException("snapshots of " + dataset + " were destroyed: " + gone);
        }
        var facts = ledger.of(path.orElseThrow());
        var rules = isSource ? stage.settings().sender() : stage.settings().receiver();
        int common = facts.newestOf(Stage.look(stage.target, stage.received(path.orElseThrow())))
                .map(facts::age)
                .orElse(-1);
        int replicated = Math.max(common, facts.replicated);
        for (var snapshot : gone) {
            if (facts.isOurs(snapshot) && rules.keeps(snapshot, all)) {
                throw new ViolationException(
                        dataset + snapshot.relativeName() + " was destroyed, which " + rules + " keeps");
            }
            if (isSource && rules.notReplicated() && facts.age(snapshot.guid()) > replicated && !facts.mayConflict) {
                throw new ViolationException(
                        dataset + snapshot.relativeName() + " was destroyed before it was replicated");
            }
        }
    }

    private void checkAbort(DatasetPath dataset) throws ZfsException, InterruptedException {
        var path = ledger.sender(dataset, false);
        var token = Stage.look(stage.target, dataset).flatMap(Dataset::resumeToken);
        if (path.isEmpty() || token.isEmpty() || ledger.of(path.orElseThrow()).mayConflict) {
            return;
        }
        var sent = Stage.look(stage.source, path.orElseThrow());
        var wanted = ResumeToken.parse(token.orElseThrow());
        boolean couldGoOn = sent.filter(there -> snapshotsOf(there).stream()
                                .anyMatch(snapshot -> snapshot.guid().equals(wanted.to())))
                        .isPresent()
                && wanted.from()
                        .filter(from -> !Ledger.has(sent.orElseThrow(), from))
                        .isEmpty();
        if (couldGoOn) {
            throw new ViolationException("a partial receive of " + dataset + " was discarded that could go on");
        }
    }

    private static List<Snapshot> snapshots(SimulatedZfs zfs, DatasetPath dataset)
            throws ZfsException, InterruptedException {
        return Stage.look(zfs, dataset).map(RunWatcher::snapshotsOf).orElse(List.of());
    }

    static List<Snapshot> snapshotsOf(Dataset dataset) {
        return dataset.revisions().stream()
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .toList();
    }
}
