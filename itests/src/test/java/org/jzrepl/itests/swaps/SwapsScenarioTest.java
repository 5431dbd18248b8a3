// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.swaps.Tally.What;

/// Plays random histories of suppliers that come, change and go, with daemons of the product.
/// `-Djzrepl.swaps.seed=SEED` plays that one alone and tells its story.
final class SwapsScenarioTest {
    private static final int DAEMONS = 2;
    /// On a slow machine as many as have begun within the time, but a few.
    private static final int FEW = Integer.getInteger("jzrepl.swaps", 40);
    private static final int FEWEST = 4;
    private static final long SHORT_NANOS = Long.getLong("jzrepl.swaps.seconds", 40) * 1_000_000_000L;
    private static final int MANY = 1_000;
    private static final long LONG_NANOS = 15 * 60 * 1_000_000_000L;
    private static final long FIRST = 1;
    private static final long ONE = Long.getLong("jzrepl.swaps.seed", 0);

    @TempDir
    private Path folder;

    private final Tally tally = new Tally();
    private final AtomicLong played = new AtomicLong();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void no_swap_destroys_what_a_rule_keeps_or_loses_a_byte() throws Exception {
        long began = System.nanoTime();
        play(number ->
                ONE != 0 ? number < 1 : number < FEW && (number < FEWEST || System.nanoTime() - began < SHORT_NANOS));
    }

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void no_swap_of_very_many_does() throws Exception {
        long began = System.nanoTime();
        play(number -> number < MANY && System.nanoTime() - began < LONG_NANOS);
    }

    @Test
    void a_job_waits_for_nobody_because_a_rule_is_not_installed_when_it_is_made_anew() throws Exception {
        try (var stand = new Stand(Files.createDirectory(folder.resolve("one")))) {
            var rule = new Ware(Ware.RULE, stand, tally);
            var jobs = new Ware("org.jzrepl.jobs", stand, tally);
            rule.apply(Ware.Swap.START);
            jobs.apply(Ware.Swap.START);
            stand.configure(2, 8);
            stand.control().post("/reload", "{}");
            rule.apply(Ware.Swap.REMOVE);
            jobs.apply(Ware.Swap.STOP);
            stand.await("the job waits", () -> stand.problem(Place.NEAR).equals("waits for job push"));
            jobs.apply(Ware.Swap.START);
            assertEquals("", stand.problem(Place.NEAR));
            assertEquals(2, stand.daemon().run(Place.NEAR.job).errors().size());
            rule.apply(Ware.Swap.START);
            assertEquals(List.of(), stand.daemon().run(Place.NEAR.job).errors());
        }
    }

    @Test
    void a_reload_is_not_lost_on_a_job_whose_supplier_is_stopped() throws Exception {
        try (var stand = new Stand(Files.createDirectory(folder.resolve("one")))) {
            var rule = new Ware(Ware.RULE, stand, tally);
            var jobs = new Ware("org.jzrepl.jobs", stand, tally);
            rule.apply(Ware.Swap.START);
            jobs.apply(Ware.Swap.START);
            stand.configure(2, 8);
            stand.control().post("/reload", "{}");
            jobs.apply(Ware.Swap.STOP);
            for (int count : List.of(1, 5)) {
                stand.configure(count, 8);
                stand.control().post("/reload", "{}");
            }
            jobs.apply(Ware.Swap.START);
            var pair = Pair.of(Place.SNAPS, "data");
            stand.zfs.properties().create(pair.sent(), Map.of());
            for (int i = 0; i < 18; i++) {
                stand.zfs.snapshots().create(List.of(pair.sent()), "a_%03d".formatted(i));
            }
            var mark = stand.mark(Place.SNAPS);
            stand.control().signal("wakeup", Place.SNAPS.job);
            stand.await("it has pruned", () -> stand.isOver(Place.SNAPS, mark));
            // every third by the test's rule, the newest by last_n
            assertEquals(
                    List.of("001", "004", "007", "010", "013", "014", "015", "016", "017"),
                    stand.zfs.catalog().revisions(pair.sent()).stream()
                            .map(snapshot -> snapshot.name().substring(2))
                            .toList());
        }
    }

    /// Those that are wanted, by their numbers.
    private void play(LongPredicate wanted) throws Exception {
        long began = System.nanoTime();
        try (var players = Executors.newFixedThreadPool(DAEMONS)) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < DAEMONS; i++) {
                var own = Files.createDirectory(folder.resolve("daemon" + i));
                results.add(players.submit(() -> {
                    play(own, wanted);
                    return own;
                }));
            }
            for (var result : results) {
                result.get();
            }
        }
        System.out.println("swaps: " + tally + " in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
        assertEquals(0, broken.size(), () -> String.join("\n", broken));
    }

    /// With one daemon, until it is enough or a law is broken.
    private void play(Path own, LongPredicate isWanted) throws Exception {
        try (var stand = new Stand(own)) {
            for (long number = played.getAndIncrement(); isWanted.test(number); number = played.getAndIncrement()) {
                var history = new SwapHistory(ONE == 0 ? FIRST + number : ONE, stand, tally);
                if (!isLawful(history)) {
                    return;
                }
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever goes wrong: the story says where
    private boolean isLawful(SwapHistory history) throws Exception {
        try {
            history.play();
            return true;
        } catch (RuntimeException | IOException | AssertionError e) {
            tally.count(What.BROKEN);
            broken.add(e + "\n  " + String.join("\n  ", history.story()));
            if (!(e instanceof LawBrokenException)) {
                e.printStackTrace(System.out);
            }
            return false;
        } finally {
            if (ONE != 0) {
                history.story().forEach(System.out::println);
            }
        }
    }
}
