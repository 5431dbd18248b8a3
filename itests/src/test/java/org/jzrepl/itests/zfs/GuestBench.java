// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.zfs.ZfsBench;
import org.jzrepl.zfs.exec.ExecZfs;

/// Real OpenZFS for the contract: the native supplier drives the guest's `zfs`, files are written and read in the
/// guest.
final class GuestBench implements ZfsBench {
    private static final AtomicInteger USED = new AtomicInteger();

    private final ZfsGuest guest;
    private final Zfs zfs;

    GuestBench(ZfsGuest guest, TestThreads threads) {
        this.guest = guest;
        this.zfs = ExecZfs.open(guest.zfs().toString(), threads, _ -> {});
    }

    @Override
    public Zfs zfs() {
        return zfs;
    }

    @Override
    public DatasetPath pool() {
        return DatasetPath.parse("tank");
    }

    @Override
    public DatasetPath otherPool() {
        return DatasetPath.parse("backup");
    }

    @Override
    public String unused() {
        return "c " + USED.incrementAndGet();
    }

    @Override
    public void settle() throws IOException, InterruptedException {
        guest.shell("while cat /proc/[0-9]*/comm 2>/dev/null | grep -qx zfs; do :; done");
    }

    @Override
    public void write(DatasetPath dataset, String file, int bytes, long seed) throws IOException, InterruptedException {
        mounted(dataset.toString(), "");
        try {
            var content = new byte[bytes];
            new Random(seed).nextBytes(content);
            guest.feed(List.of("sh", "-c", "cat > /mnt/" + file), new java.io.ByteArrayInputStream(content));
        } finally {
            guest.shell("umount /mnt");
        }
    }

    @Override
    public SortedMap<String, String> content(DatasetPath dataset, String snapshot)
            throws IOException, InterruptedException {
        return guest.checksums(dataset + "@" + snapshot);
    }

    @Override
    public void modify(DatasetPath received) throws IOException, InterruptedException {
        mounted(received.toString(), "echo foreign > /mnt/foreign; umount /mnt");
    }

    /// Mount points are `none`: the datasets are mounted by hand, one at a time.
    private void mounted(String name, String then) throws IOException, InterruptedException {
        guest.shell(
                "mount -t zfs -o zfsutil '" + name + "' /mnt 2>/dev/null || mount -t zfs '" + name + "' /mnt\n" + then);
    }
}
