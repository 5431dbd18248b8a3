// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.PushStatus.Step;
import org.jzrepl.itests.zfs.KillOutcomes.Recovery;

/// One daemon with three push jobs, each with a guarantee of its own for one dataset, to a sink between the
/// pools of one guest. One kill hits them all.
record GuardedPushes(ZfsGuest guest, DaemonFolder folder) {
    static final List<String> GUARANTEES = List.of("resumability", "incremental", "nothing");
    static final int FILE_SIZE = 3_000_000;
    private static final int MOST_RUNS = 3;

    /// Makes the datasets, each with a snapshot.
    GuardedPushes prepare() throws IOException, InterruptedException {
        guest.shell("zfs create backup/kills\nzfs create -o mountpoint=/kills tank/kills");
        for (var guarantee : GUARANTEES) {
            guest.shell("zfs create tank/kills/" + guarantee);
        }
        snapshot(0);
        return this;
    }

    /// Writes the configuration; `zfs` is the program.
    void configure(Path zfs) throws IOException {
        var jobs = new StringBuilder(
                "- {type: sink, name: sink, root_fs: backup/kills, recv: {placeholder: {encryption: inherit}},\n"
                        + "   serve: {type: local, listener_name: here}}\n");
        for (var guarantee : GUARANTEES) {
            jobs.append("""
                    - type: push
                      name: %1$s
                      connect: {type: local, listener_name: here, client_identity: %1$s}
                      filesystems: {"tank/kills/%1$s": true}
                      send: {bandwidth_limit: {max: 4 MiB}}
                      replication: {protection: {initial: guarantee_%1$s, incremental: guarantee_%1$s}}
                      snapshotting: {type: manual}
                      pruning:
                        keep_sender: [{type: regex, regex: ".*"}]
                        keep_receiver: [{type: regex, regex: ".*"}]
                    """.formatted(guarantee));
        }
        folder.configure("zfs: {type: native, path: \"" + zfs + "\"}", jobs.toString());
    }

    /// Something new in each dataset, and a snapshot of it.
    void snapshot(int number) throws IOException, InterruptedException {
        guest.shell(forEach(
                GUARANTEES,
                "head -c " + FILE_SIZE + " /dev/urandom > /kills/$g/file" + number % 3 + "; zfs snapshot tank/kills/$g@"
                        + number));
    }

    /// Another job destroys what it can of a snapshot that has been replicated, where that must do no harm.
    void prune(int number) throws IOException, InterruptedException {
        guest.shell(forEach(
                List.of("resumability", "incremental"), "zfs destroy tank/kills/$g@" + number + " 2>/dev/null || :"));
    }

    private static String forEach(List<String> guarantees, String command) {
        return "for g in " + String.join(" ", guarantees) + "; do " + command + "; done";
    }

    /// Makes room for another test.
    void remove() throws IOException, InterruptedException {
        guest.shell("zfs destroy -r tank/kills\nfor s in $(zfs list -H -r -t snapshot -o name backup/kills); do "
                + "zfs release zrepl_last_received_J_sink $s 2>/dev/null || :; done\nzfs destroy -r backup/kills");
    }

    void wake(DaemonProcess daemon) throws IOException {
        for (var guarantee : GUARANTEES) {
            daemon.control().signal("wakeup", guarantee);
        }
    }

    /// The steps that a job makes until a run has no error.
    ///
    /// A stream of the killed daemon may keep a dataset busy a little longer, hence more runs than one. Without a
    /// guarantee there is no cursor, and pruning says so: that is no concern of the replication.
    static Recovery recover(DaemonProcess daemon, String guarantee) throws IOException {
        var steps = new ArrayList<Step>();
        for (int run = 1; ; run++) {
            var status = daemon.run(guarantee);
            steps.addAll(status.steps());
            var errors = status.errors().stream()
                    .filter(error -> !guarantee.equals("nothing") || !error.contains("no replication cursor"))
                    .toList();
            if (errors.isEmpty()) {
                return new Recovery(steps);
            }
            if (run == MOST_RUNS) {
                throw new AssertionError(guarantee + ": " + errors + "\n" + String.join("\n", daemon.log()));
            }
        }
    }

    static String copy(String guarantee) {
        return "backup/kills/" + guarantee + "/tank/kills/" + guarantee;
    }

    /// Both sides have snapshot `number` with equal files.
    boolean areEqual(String guarantee, int number) throws IOException, InterruptedException {
        var sent = guest.checksums("tank/kills/" + guarantee + "@" + number);
        return !sent.isEmpty() && sent.equals(guest.checksums(copy(guarantee) + "@" + number));
    }

    /// Of the job's own there is nothing but what belongs to it, and the receiver waits for nothing.
    void checkLeftovers(String guarantee, int number) throws IOException, InterruptedException {
        var sent = "tank/kills/" + guarantee;
        var copy = copy(guarantee);
        var lines = guest.shell("zfs get -Hp -o value guid %1$s@%3$s\nzfs get -H -o value receive_resume_token %2$s\n"
                        .formatted(sent, copy, number)
                + "zfs list -H -d 1 -t bookmark -o name " + sent + "\n" + holds(sent) + holds(copy));
        var found = lines.lines().toList();
        var expected = new ArrayList<String>();
        expected.add(found.getFirst());
        expected.add("-");
        if (!guarantee.equals("nothing")) {
            expected.add("%s#zrepl_CURSOR_G_%016x_J_%s"
                    .formatted(sent, Long.parseUnsignedLong(found.getFirst()), guarantee));
            expected.add(copy + "@" + number + " zrepl_last_received_J_sink");
        }
        assertEquals(expected, found);
    }

    private static String holds(String dataset) {
        return "zfs list -H -d 1 -t snapshot -o name " + dataset + " | xargs zfs holds -H | awk '{print $1, $2}'\n";
    }
}
