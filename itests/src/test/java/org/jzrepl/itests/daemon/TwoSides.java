// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// What is below `tank/NAME` on one side is replicated to `backup/NAME` on the other: the sender pushes to a
/// sink, or the receiver pulls from a source. Each side is a daemon of its own; over `local`, one daemon is
/// both. Snapshots are taken by the test.
public record TwoSides(boolean push, String name, DaemonFolder sender, DaemonFolder receiver, Wiring wiring)
        implements Closeable {
    private static final String KEEP_ALL =
            "{keep_sender: [{type: regex, regex: '.*'}], " + "keep_receiver: [{type: regex, regex: '.*'}]}";

    /// The daemon that waits for the other, and the one with [#job].
    public record Running(DaemonProcess serving, DaemonProcess calling) implements AutoCloseable {
        @Override
        public void close() {
            calling.close();
            serving.close();
        }
    }

    /// Over `transport`: local, tcp, tls or ssh; all files are in `folder`.
    public static TwoSides over(String transport, boolean push, String name, Path folder)
            throws IOException, InterruptedException {
        var sender = new DaemonFolder(folder.resolve("sender"));
        var receiver = transport.equals("local") ? sender : new DaemonFolder(folder.resolve("receiver"));
        return new TwoSides(push, name, sender, receiver, Wiring.over(transport, folder, push ? receiver : sender));
    }

    /// Writes the configuration of each; the values are those of `global.zfs`. `more` are keys of the sending
    /// job.
    public TwoSides configure(String senderZfs, String receiverZfs, String more) throws IOException {
        var calls = "connect: " + wiring.connect() + "\npruning: " + KEEP_ALL + "\n";
        var serves = "serve: " + wiring.serve() + "\n";
        var sends = "filesystems: {'tank/" + name + "<': true, 'tank/" + name + "': false}\n"
                + "snapshotting: {type: manual}\n" + more + "\n";
        var receives = "root_fs: backup/" + name + "\nrecv: {placeholder: {encryption: inherit}}\n";
        var sending = push ? job("push", sends + calls) : job("source", sends + serves);
        var receiving = push ? job("sink", receives + serves) : job("pull", receives + "interval: manual\n" + calls);
        if (isOne()) {
            sender.configure("zfs: " + senderZfs, receiving + sending);
            return this;
        }
        sender.configure("zfs: " + senderZfs + "\n" + (push ? "" : wiring.global()), sending);
        receiver.configure("zfs: " + receiverZfs + "\n" + (push ? wiring.global() : ""), receiving);
        return this;
    }

    private boolean isOne() {
        return sender.equals(receiver);
    }

    private static String job(String type, String keys) {
        return "- name: " + type + "\n"
                + ("type: " + type + "\n" + keys).strip().indent(2);
    }

    /// Starts all, and returns when the serving side listens.
    public Running start() throws IOException {
        var serving = serve();
        return new Running(serving, isOne() ? serving : call());
    }

    /// The daemon that waits for the other; returns when it does.
    public DaemonProcess serve() throws IOException {
        var daemon = DaemonProcess.start(push ? receiver : sender);
        daemon.await("it listens", () -> daemon.log().stream().anyMatch(line -> line.endsWith(": listening")));
        return daemon;
    }

    /// The daemon with [#job].
    public DaemonProcess call() throws IOException {
        return DaemonProcess.start(push ? sender : receiver);
    }

    /// The one that replicates.
    public String job() {
        return push ? "push" : "pull";
    }

    /// Where the copy of a filesystem is.
    public String copy(String filesystem) {
        return "backup/" + name + "/" + (push ? Wiring.CLIENT + "/" : "") + filesystem;
    }

    @Override
    public void close() throws IOException {
        wiring.close();
    }
}
