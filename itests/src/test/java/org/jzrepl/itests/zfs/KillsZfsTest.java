// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.zfs.KillOutcomes.State;

/// A daemon is killed at random points of replications under each guarantee. Its successor makes both sides
/// equal, leaves nothing behind, and never begins anew where the guarantee rules that out, though another job
/// has destroyed what it could meanwhile.
///
/// `-Djzrepl.kills.seed=SEED` chooses the same points again; `-Djzrepl.kills=N` is the size of the large test.
@Tag("zfs")
final class KillsZfsTest {
    /// About so many calls of ZFS, those of them that change something, and bytes, do the three replications take
    /// together.
    private static final int CALLS = 50;
    private static final int CHANGES = 20;
    private static final int BYTES = 3 * GuardedPushes.FILE_SIZE;
    private static final String ANY = ".";
    private static final String CHANGING = "^(hold|release|bookmark|destroy|send|recv) ";
    private static final int MOST_ROUNDS = 10;

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void two_kills_of_each_guarantee() throws Exception {
        kill(2);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void thirty_kills_of_each_guarantee() throws Exception {
        kill(Integer.getInteger("jzrepl.kills", 30));
    }

    private void kill(int times) throws Exception {
        long seed = Long.getLong("jzrepl.kills.seed", System.nanoTime());
        System.out.println("kills: -Djzrepl.kills.seed=" + seed);
        var random = new Random(seed);
        var pushes = new GuardedPushes(guest, new DaemonFolder(temporary)).prepare();
        var zfs = DeadlyZfs.write(temporary, guest.zfs());
        pushes.configure(zfs.path());
        try (var daemon = DaemonProcess.start(pushes.folder())) {
            for (var guarantee : GuardedPushes.GUARANTEES) {
                assertEquals(1, GuardedPushes.recover(daemon, guarantee).steps().size());
            }
        }
        var outcomes = new KillOutcomes();
        try {
            for (int number = 1; outcomes.fewest() < times; number++) {
                assertTrue(number <= MOST_ROUNDS * times, "too many kills met no replication under way");
                pushes.snapshot(number);
                var death = killOnce(pushes, zfs, random);
                pushes.prune(number - 1);
                goOn(pushes, number, death, outcomes);
            }
        } finally {
            outcomes.lines().forEach(System.out::println);
        }
        pushes.remove();
    }

    /// How the daemon ended: at which point, and what each job was at.
    private record Death(String point, Map<String, State> states) {
        State state(String guarantee) {
            return states.getOrDefault(guarantee, State.NOT_SEEN);
        }
    }

    private static Death killOnce(GuardedPushes pushes, DeadlyZfs zfs, Random random) throws Exception {
        var states = new TreeMap<String, State>();
        try (var daemon = DaemonProcess.start(pushes.folder())) {
            int how = random.nextInt(4);
            boolean byBytes = how == 0;
            int at = 1 + random.nextInt(byBytes ? BYTES : how == 1 ? CALLS : CHANGES);
            boolean after = random.nextBoolean();
            if (!byBytes) {
                zfs.arm(daemon.pid(), how == 1 ? ANY : CHANGING, at, after);
            }
            pushes.wake(daemon);
            daemon.await("the point is reached, or all is over", () -> {
                look(daemon, states);
                return !daemon.isAlive() || isOver(states) || byBytes && sent(states) >= at;
            });
            daemon.kill();
            zfs.disarm();
            return new Death(byBytes ? "after " + at + " bytes of all three" : zfs.struckAt(), states);
        }
    }

    private static void look(DaemonProcess daemon, Map<String, State> states) {
        for (var guarantee : GuardedPushes.GUARANTEES) {
            State.look(daemon, guarantee).ifPresent(state -> states.put(guarantee, state));
        }
    }

    private static boolean isOver(Map<String, State> states) {
        return states.size() == GuardedPushes.GUARANTEES.size()
                && states.values().stream().allMatch(State::isOver);
    }

    private static long sent(Map<String, State> states) {
        return states.values().stream().mapToLong(State::bytes).sum();
    }

    private static void goOn(GuardedPushes pushes, int number, Death death, KillOutcomes outcomes) throws Exception {
        try (var daemon = DaemonProcess.start(pushes.folder())) {
            for (var guarantee : GuardedPushes.GUARANTEES) {
                var recovery = GuardedPushes.recover(daemon, guarantee);
                boolean equal = pushes.areEqual(guarantee, number);
                outcomes.add(guarantee, death.point(), death.state(guarantee), recovery, equal);
                assertTrue(equal, () -> guarantee + " differs at @" + number);
                assertTrue(
                        guarantee.equals("nothing") || !recovery.beganAnew(),
                        () -> guarantee + " began anew: " + recovery + "\n" + String.join("\n", daemon.log()));
                pushes.checkLeftovers(guarantee, number);
            }
        }
    }
}
