// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jzrepl.itests.swaps.SwapLedger.Pruning;
import org.jzrepl.itests.swaps.Tally.What;

/// One random history: what happens in it follows from its seed, when exactly from the machine.
final class SwapHistory {
    private static final List<String> PREFIXES = List.of("a_", "b_", "b_", "m_");
    private static final int EVENTS_AT_LEAST = 12;
    private static final int RUNS_TO_CONVERGE = 3;

    private final Random random;
    private final Stand stand;
    private final Tally tally;
    private final SwapLedger ledger;
    private final Wares wares;
    private final Word word;
    private final List<Pair> pairs;
    private final List<String> story = new ArrayList<>();
    private Rules rules = new Rules(2);
    private int taken;

    SwapHistory(long seed, Stand stand, Tally tally) {
        tell("seed " + seed);
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.stand = stand;
        this.tally = tally;
        this.ledger = new SwapLedger(stand.zfs, tally);
        this.wares = new Wares(stand, tally);
        this.word = new Word(stand);
        this.pairs = List.of(
                Pair.of(Place.NEAR, "a" + seed),
                Pair.of(Place.NEAR, "b" + seed),
                Pair.of(Place.FAR, "c" + seed),
                Pair.of(Place.SNAPS, "d" + seed));
    }

    List<String> story() {
        return List.copyOf(story);
    }

    void play() throws IOException, InterruptedException {
        restore();
        reload(2, 4);
        for (var pair : pairs) {
            stand.zfs.properties().create(pair.sent(), Map.of());
        }
        snapshots();
        for (int i = EVENTS_AT_LEAST + random.nextInt(12); i > 0; i--) {
            event();
            word.checkDaemon(this::tell);
        }
        restore();
        converge();
        word.checkDaemon(this::tell);
        for (var pair : pairs) {
            stand.zfs.destroy(pair.sent());
            if (pair.copy().isPresent()) {
                stand.zfs.destroy(pair.copy().orElseThrow());
            }
        }
        tally.count(What.HISTORIES);
    }

    private void restore() throws IOException {
        wares.restore();
        tell("all suppliers are back");
    }

    private void event() throws IOException, InterruptedException {
        int what = random.nextInt(100);
        var place = Place.values()[random.nextInt(Place.values().length)];
        var ware = wares.random(random);
        if (what < 20) {
            snapshots();
        } else if (what < 40) {
            snapshots();
            revive(place);
            run(place, Optional.empty());
        } else if (what < 65) {
            tell(ware.apply(ware.next(random)));
            ware.awaitAlone();
            settle();
        } else if (what < 95) {
            snapshots();
            revive(place);
            // of a snap job the status does not tell when an interrupted run has ended
            var other = place.replicates() ? ware : wares.randomRule(random);
            run(place, Optional.of(() -> {
                tally.count(What.UNDER_WAY);
                var swap = place.replicates() && !other.isLeaving() ? other.next(random) : Ware.Swap.UPDATE;
                tell("  meanwhile " + other.apply(swap));
            }));
        } else {
            reload(1 + random.nextInt(3), random.nextBoolean() ? 2 : 4);
        }
    }

    /// Mostly brings back what the job cannot run without.
    private void revive(Place place) throws IOException, InterruptedException {
        for (var ware : wares.all()) {
            boolean needed = place.needs(ware.name()) && random.nextInt(4) > 0 || place.calls(ware.name());
            if (needed && ware.offered().isEmpty()) {
                tell(ware.apply(Ware.Swap.START));
                settle();
            }
        }
    }

    /// A run that was broken off is taken up again by itself, so that any job may prune at any time.
    private void settle() throws IOException, InterruptedException {
        for (var place : Place.values()) {
            ledger.check(of(place), pruning());
        }
        wares.settle();
    }

    private List<Pair> of(Place place) {
        return pairs.stream().filter(pair -> pair.place() == place).toList();
    }

    /// By the versions that were offered since the last look.
    private Pruning pruning() {
        return new Pruning(rules, wares.hasRules() ? wares.versions() : Set.of(Optional.empty()));
    }

    private void snapshots() throws IOException, InterruptedException {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            for (var pair : pairs) {
                stand.zfs.write(pair.sent(), "file" + random.nextInt(3), 1 + random.nextInt(150_000), random.nextInt());
            }
            var name = PREFIXES.get(random.nextInt(PREFIXES.size())) + "%03d".formatted(taken++);
            stand.zfs.snapshots().create(pairs.stream().map(Pair::sent).toList(), name);
            for (var pair : pairs) {
                ledger.born(pair.sent(), name);
            }
        }
    }

    private void reload(int count, int rate) throws IOException, InterruptedException {
        settle();
        stand.configure(count, rate);
        try {
            stand.control().post("/reload", "{}");
            rules = new Rules(count);
            tally.count(What.RELOADS);
            tell("reload: last_n " + count + ", " + rate + " MiB/s");
        } catch (IOException e) {
            tell("reload is refused: " + e.getMessage());
            if (!wares.isOneMissing()) {
                throw e;
            }
        }
        settle();
    }

    private interface Meanwhile {
        void happen() throws IOException, InterruptedException;
    }

    private void run(Place place, Optional<Meanwhile> meanwhile) throws IOException, InterruptedException {
        var missing = wares.missing(place);
        stand.await(
                place + " waits or does not, as " + missing,
                () -> stand.problem(place).startsWith("waits for ") != missing.isEmpty());
        if (!missing.isEmpty()) {
            tell(place.job + " waits: " + stand.problem(place));
            settle();
            return;
        }
        tally.count(What.RUNS);
        tell("run " + place.job);
        stand.questions.forget();
        var mark = stand.mark(place);
        if (meanwhile.isPresent()) {
            runDuring(place, mark, meanwhile.orElseThrow());
        } else {
            stand.control().signal("wakeup", place.job);
        }
        stand.await(
                "the run of " + place.job + " is over",
                () -> meanwhile.isPresent() ? stand.hasEnded(place, mark) : stand.isOver(place, mark));
        wares.awaitAlone();
        checkRun(place, mark, meanwhile.isEmpty());
    }

    private void runDuring(Place place, String mark, Meanwhile meanwhile) throws IOException, InterruptedException {
        boolean asked = !place.replicates() || random.nextInt(3) > 0;
        boolean second = asked && random.nextBoolean();
        if (asked) {
            stand.questions.shut();
        }
        stand.control().signal("wakeup", place.job);
        if (asked) {
            stand.await(
                    "a rule is asked, or the run is over",
                    () -> !stand.questions.heard().isEmpty() || stand.isOver(place, mark));
            tally.add(What.LEASED, stand.questions.heard().isEmpty() ? 0 : 1);
            tell("  asked " + stand.questions.heard());
        } else {
            stand.await(
                    "a transfer is under way, or the run is over", () -> isMoving(place) || stand.isOver(place, mark));
        }
        meanwhile.happen();
        if (second) {
            meanwhile.happen();
        }
        stand.questions.open();
        for (var ware : wares.all()) {
            if (place.calls(ware.name()) && ware.offered().isEmpty()) {
                tell(ware.apply(Ware.Swap.START)); // or the run waits for the other side
            }
        }
    }

    private boolean isMoving(Place place) throws IOException {
        return stand.problem(place).isEmpty()
                && stand.replication(place).steps().stream()
                        .anyMatch(step -> step.replicated() > 0 && step.replicated() < step.expected());
    }

    private void checkRun(Place place, String mark, boolean calm) throws IOException, InterruptedException {
        var versions = wares.versions();
        for (var question : stand.questions.heard()) {
            if (!versions.contains(Optional.of(question.version()))) {
                throw new LawBrokenException(question + " is asked, where only " + versions + " could be");
            }
        }
        ledger.check(of(place), pruning());
        if (calm) {
            tally.add(What.MISSING, wares.hasRules() ? 0 : 1);
            word.checkStatus(place, wares.hasRules());
        }
        settle();
    }

    /// Zero bytes lost.
    private void converge() throws IOException, InterruptedException {
        for (var place : List.of(Place.NEAR, Place.FAR)) {
            for (int i = 0; i < RUNS_TO_CONVERGE; i++) {
                run(place, Optional.empty());
            }
        }
        for (var pair : pairs) {
            if (pair.copy().isPresent()) {
                ledger.checkConverged(pair);
            }
        }
    }

    private void tell(String what) {
        story.add(what);
    }
}
