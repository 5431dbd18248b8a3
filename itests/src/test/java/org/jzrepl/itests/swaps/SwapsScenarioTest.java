// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.swaps.Tally.What;

/// Plays random histories of suppliers that come, change and go, with daemons of the product.
/// `-Djzrepl.swaps.seed=SEED` plays that one alone and tells its story.
final class SwapsScenarioTest {
    private static final int DAEMONS = 2;
    private static final int FEW = Integer.getInteger("jzrepl.swaps", 60);
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
    void no_swap_destroys_what_a_rule_keeps_or_loses_a_byte() throws Exception {
        play(ONE == 0 ? FEW : 1, 0);
    }

    @Test
    @Tag("soak")
    void no_swap_of_very_many_does() throws Exception {
        play(MANY, LONG_NANOS);
    }

    /// At least so many, and for so long.
    private void play(int count, long nanos) throws Exception {
        long began = System.nanoTime();
        try (var players = Executors.newFixedThreadPool(DAEMONS)) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < Math.min(DAEMONS, count); i++) {
                var own = Files.createDirectory(folder.resolve("daemon" + i));
                results.add(players.submit(() -> {
                    play(own, number -> number < count || System.nanoTime() - began < nanos);
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
