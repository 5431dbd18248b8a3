// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DirectOperator;
import org.jzrepl.itests.daemon.MidTransfer;
import org.jzrepl.itests.daemon.ProductBundle;
import org.jzrepl.itests.daemon.TwoSides;

/// Bundles are exchanged in both daemons while real files go over TLS from one to the other.
@Tag("zfs")
final class SwapZfsTest {
    private static final int SMALL = 16;
    private static final int LARGE = 2048;
    /// Mebibytes that the guest writes in a moment.
    private static final int PIECE = 128;

    private static final ProductBundle ZFS = new ProductBundle("zfs-native");
    private static final ProductBundle TLS = new ProductBundle("transport-tls");
    private static final ProductBundle RULES = new ProductBundle("pruning-rules");

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path folder;

    @Test
    void an_update_by_the_installer_interrupts_nothing_and_one_by_the_shell_is_resumed() throws Exception {
        var name = "swap" + SMALL;
        try (var two = pair(name, "1 MiB")) {
            file(name, "first", SMALL);
            try (var running = two.start()) {
                updateDuring(transfer(two, running, "first", SMALL), two);
                assertEqual(two, "first");
                file(name, "second", SMALL / 2);
                var sender = new DirectOperator(two.sender());
                sender.pluginRemove(ZFS.symbolicName()); // the shell is to update what is in use
                sender.pluginRemove(TLS.symbolicName());
                var resumed = transfer(two, running, "second", SMALL / 2)
                        .during("shell update zfs-native, transport-tls", () -> {
                            sender.update(ZFS, ZFS.as("1.0.2", folder));
                            sender.update(TLS, TLS.as("1.0.2", folder));
                        });
                resumed.assertResumedByItself();
                assertEqual(two, "second");
                System.out.println(resumed + ", checksums equal");
                assertEquals(0, running.calling().terminate());
                assertEquals(0, running.serving().terminate());
            }
        }
    }

    @Test
    @Tag("soak")
    void two_gibibytes_are_not_interrupted_either() throws Exception {
        var name = "swap" + LARGE;
        try (var two = pair(name, "64 MiB")) {
            file(name, "first", LARGE);
            try (var running = two.start()) {
                updateDuring(transfer(two, running, "first", LARGE), two);
                assertEqual(two, "first");
            }
        }
    }

    /// All in one transfer, which must not have noticed.
    private void updateDuring(MidTransfer transfer, TwoSides two) throws Exception {
        for (var bundle : List.of(ZFS, TLS, RULES)) {
            bundle.as("1.0.1", folder);
        }
        var at = new ArrayList<String>();
        var outcome = transfer.during("plugin updates", () -> {
            for (var bundle : List.of(ZFS, TLS, RULES)) {
                at.add("swap: plugin update " + bundle.name() + " at " + transfer.replicated());
                pluginUpdate(two, bundle);
                transfer.assertUnderWay("the update of " + bundle.name());
            }
        });
        outcome.assertUninterrupted();
        at.forEach(System.out::println);
        System.out.println(outcome);
    }

    private TwoSides pair(String name, String rate) throws Exception {
        var zfs = "{type: native, path: '" + guest.zfs() + "'}";
        guest.shell("zfs create -o mountpoint=/" + name + " tank/" + name + "\nzfs create -o compression=lz4 backup/"
                + name + "\nzfs create -o compression=lz4 tank/" + name + "/data");
        return TwoSides.over("tls", true, name, folder)
                .configure(zfs, zfs, "send: {bandwidth_limit: {max: " + rate + "}}");
    }

    /// One file in place of what was there, and a snapshot. Each record compresses to a quarter, so that
    /// the pools hold more than they are large.
    private void file(String name, String snapshot, int mebibytes) throws Exception {
        var file = "/" + name + "/data/file";
        guest.shell("rm -f " + file);
        for (int written = 0; written < mebibytes; written += PIECE) {
            guest.shell("part=$(mktemp)\nfor i in $(seq " + Math.min(PIECE, mebibytes - written)
                    + "); do head -c 32768 /dev/urandom > $part\ncat" + " $part".repeat(32) + "; done >> " + file
                    + "\nrm $part");
        }
        guest.shell("zfs snapshot tank/" + name + "/data@" + snapshot);
    }

    private MidTransfer transfer(TwoSides two, TwoSides.Running running, String snapshot, int mebibytes) {
        return new MidTransfer(
                running.calling(),
                two.job(),
                (long) mebibytes << 20,
                () -> guest.shell("zfs list -H -r -t snapshot -o name backup/" + two.name())
                        .contains("@" + snapshot));
    }

    private static List<DirectOperator> sides(TwoSides two) {
        return Stream.of(two.sender(), two.receiver()).map(DirectOperator::new).toList();
    }

    private void pluginUpdate(TwoSides two, ProductBundle bundle) throws Exception {
        for (var side : sides(two)) {
            side.pluginUpdate(bundle, folder.resolve(bundle.file("1.0.1")));
        }
    }

    private void assertEqual(TwoSides two, String snapshot) throws Exception {
        var data = "tank/" + two.name() + "/data";
        var sent = guest.checksums(data + "@" + snapshot);
        assertTrue(!sent.isEmpty());
        assertEquals(sent, guest.checksums(two.copy(data) + "@" + snapshot));
        System.out.println("swap: checksums of @" + snapshot + " are equal");
    }
}
