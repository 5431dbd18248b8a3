// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.PlanDocument;
import org.jzrepl.itests.daemon.Product;

/// On real OpenZFS pruning destroys what was shown, keeps what a hold was said to keep, and frees the bytes that
/// were named.
@Tag("zfs")
final class PlanZfsTest {
    private static final String DATA = "tank/plan/data";

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void a_dry_run_is_what_pruning_then_destroys_and_frees() throws Exception {
        var push = new GuestPush(guest, new DaemonFolder(temporary), "plan").prepare();
        push.configure(guest.zfs(), "{type: last_n, count: 1}", "");
        guest.shell("zfs create -o atime=off " + DATA);
        snapshot("a");
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(GuestPush.JOB).errors());
            for (var name : List.of("b", "c", "d", "e")) {
                snapshot(name);
            }
            guest.shell("zfs hold mine " + DATA + "@b");
            var now = ask(push, "prune", GuestPush.JOB, "--dry-run", "--json");
            var plan = ask(push, "plan", GuestPush.JOB, "--json");
            assertEquals(List.of("a", "b", "c", "d", "e"), snapshots());
            for (var shown : List.of(now, plan)) {
                assertEquals(List.of("a", "c", "d"), shown.snapshots("sender", DATA, "destroy"));
                assertEquals(List.of("b"), shown.snapshots("sender", DATA, "held"));
                assertEquals(List.of("e"), shown.snapshots("sender", DATA, "keep"));
                assertTrue(shown.freed("receiver", DATA).getAsLong() == 0, "nothing goes there");
            }
            long freed = now.freed("sender", DATA).getAsLong();
            assertEquals(freed, plan.freed("sender", DATA).getAsLong());
            assertTrue(freed > 4_000_000, "the content of two snapshots at least: " + freed);

            long before = usedBySnapshots();
            assertEquals(List.of(), daemon.run(GuestPush.JOB).errors());
            assertEquals(List.of("b", "e"), snapshots());
            long after = usedBySnapshots();
            System.out.println("plan: " + freed + " bytes were to be freed, " + (before - after) + " were");
            assertEquals(freed, before - after);
        } finally {
            guest.shell("zfs release mine " + DATA + "@b || true");
        }
    }

    /// With a file in the place of the last one.
    private void snapshot(String name) throws IOException, InterruptedException {
        guest.shell("head -c 2000000 /dev/urandom > /plan/data/file\nzfs snapshot " + DATA + "@" + name);
    }

    private List<String> snapshots() throws IOException, InterruptedException {
        return guest.shell("zfs list -H -d 1 -t snapshot -s createtxg -o name " + DATA)
                .lines()
                .map(name -> name.substring(name.indexOf('@') + 1))
                .toList();
    }

    private long usedBySnapshots() throws IOException, InterruptedException {
        return Long.parseLong(
                guest.shell("zfs get -Hp -o value usedbysnapshots " + DATA).strip());
    }

    private static PlanDocument ask(GuestPush push, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", push.folder().config().toString()));
        var outcome = Product.run(push.folder(), all.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
        return PlanDocument.parse(outcome.out());
    }
}
