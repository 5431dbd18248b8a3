// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.TwoSides;
import org.jzrepl.itests.daemon.Wiring;

/// Packets are lost from the middle of a send on.
@Tag("zfs")
final class NetworkCutZfsTest {
    private static final long STREAM = 32 << 20;

    /// A peer is given up after 10 s (`wire-protocol.md` 4.3); the rest is for a busy machine.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ZfsGuest guest = ZfsGuest.of("2.3");

    @TempDir
    private Path folder;

    @Test
    void a_push_notices_and_goes_on_where_it_was() throws Exception {
        cutAndMend(true);
    }

    @Test
    @Tag("soak")
    void a_pull_notices_and_goes_on_where_it_was() throws Exception {
        cutAndMend(false);
    }

    private void cutAndMend(boolean push) throws Exception {
        var name = push ? "cutpush" : "cutpull";
        var data = "tank/" + name + "/data";
        guest.shell("zfs create -o mountpoint=/" + name + " tank/" + name + "\nzfs create backup/" + name
                + "\nzfs create " + data + "\nhead -c " + STREAM + " /dev/urandom > /" + name
                + "/data/file\nzfs snapshot " + data + "@1");
        try (var hosts = SwitchedHosts.create();
                var two = between(hosts, push, name)) {
            var zfs = "{type: native, path: '" + guest.zfs() + "'}";
            two.configure(zfs, zfs, "send: {bandwidth_limit: {max: 4 MiB}}");
            try (var running = two.start()) {
                interrupted(two, running, hosts);
            }
            assertEquals(guest.checksums(data + "@1"), guest.checksums(two.copy(data) + "@1"));
        }
    }

    private TwoSides between(SwitchedHosts hosts, boolean push, String name) throws Exception {
        var client = new DaemonFolder(folder.resolve("client"), hosts.onClient());
        var server = new DaemonFolder(folder.resolve("server"), hosts.onServer());
        var wiring = Wiring.tcp(SwitchedHosts.SERVER, SwitchedHosts.CLIENT);
        return new TwoSides(push, name, push ? client : server, push ? server : client, wiring);
    }

    private static void interrupted(TwoSides two, TwoSides.Running running, SwitchedHosts hosts) throws Exception {
        var calling = running.calling();
        calling.control().signal("wakeup", two.job());
        calling.await("a quarter has been sent", () -> calling.active(two.job()).replicated() > STREAM / 4);
        hosts.cut();
        long cut = System.nanoTime();
        calling.await(
                "the client notices", () -> !calling.active(two.job()).errors().isEmpty());
        var client = Duration.ofNanos(System.nanoTime() - cut);
        running.serving().await("the server notices", () -> noticed(running.serving()));
        var server = Duration.ofNanos(System.nanoTime() - cut);
        hosts.mend();
        calling.await("the run is over", () -> calling.active(two.job()).isOver());
        var last = calling.active(two.job());
        assertEquals(List.of(), last.errors(), () -> String.join("\n", calling.log()));
        var step = last.steps().getFirst();
        System.out.println(
                "cut: " + two.job() + ", the client noticed after " + client.toSeconds() + " s, the server after "
                        + server.toSeconds() + " s; stream " + STREAM + ", second attempt " + step.replicated());
        assertTrue(client.compareTo(SILENCE) < 0, client.toString());
        assertTrue(server.compareTo(SILENCE) < 0, server.toString());
        assertTrue(step.resumed(), step.toString());
        assertTrue(step.replicated() < STREAM, step.toString());
    }

    private static boolean noticed(DaemonProcess server) {
        return server.log().stream().anyMatch(line -> line.contains("a data connection has broken"));
    }
}
