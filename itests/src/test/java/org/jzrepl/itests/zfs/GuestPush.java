// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.nio.file.Path;
import org.jzrepl.itests.daemon.DaemonFolder;

/// A daemon's configuration that pushes what is below `tank/NAME` to `backup/NAME`, between the pools of one
/// guest. Snapshots are taken by hand.
record GuestPush(ZfsGuest guest, DaemonFolder folder, String name) {
    static final String JOB = "push";

    /// The filesystem whose children are replicated.
    String source() {
        return "tank/" + name;
    }

    /// Where the copy of a filesystem is.
    String copy(String filesystem) {
        return "backup/" + name + "/here/" + filesystem;
    }

    /// Makes both roots, mounted below `/NAME` on the sender's side.
    GuestPush prepare() throws IOException, InterruptedException {
        guest.shell("zfs create -o mountpoint=/" + name + " " + source() + "\nzfs create backup/" + name);
        return this;
    }

    /// Writes the configuration. `zfs` is the program; `keepSender` the rules of that side; `more` are keys of
    /// the push job.
    GuestPush configure(Path zfs, String keepSender, String more) throws IOException {
        return configure(zfs, "{placeholder: {encryption: inherit}}", keepSender, more);
    }

    /// The same; `recv` is that key of the sink.
    GuestPush configure(Path zfs, String recv, String keepSender, String more) throws IOException {
        folder.configure(
                "zfs: {type: native, path: \"" + zfs + "\"}", """
                - {type: sink, name: sink, root_fs: "backup/%1$s", recv: %3$s,
                   serve: {type: local, listener_name: here}}
                - type: push
                  name: push
                  connect: {type: local, listener_name: here, client_identity: here}
                  filesystems: {"tank/%1$s<": true, "tank/%1$s": false}
                  snapshotting: {type: manual}
                  pruning:
                    keep_sender: [%2$s]
                    keep_receiver: [{type: regex, regex: ".*"}]
                """.formatted(name, keepSender, recv) + more.indent(2));
        return this;
    }
}
