// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsStreams.Receive;
import org.jzrepl.api.zfs.ZfsStreams.Send;
import org.jzrepl.testkit.TestThreads;

/// A program with a send, whose stream it does not read, and a receive, which it does not feed: to be killed.
final class Victim {
    private static final DatasetPath DATASET = DatasetPath.parse("p/a");

    private Victim() {}

    public static void main(String[] arguments) throws Exception {
        try (var threads = new TestThreads()) {
            var streams = ExecZfs.open(Path.of(arguments[0]).toString(), threads, _ -> {})
                    .streams();
            var to = new Revision.Snapshot("2", new Guid(2), 2, Instant.EPOCH);
            var sending = streams.send(new Send(DATASET, Optional.empty(), to, Set.of(), Optional.empty()));
            var stalled = Pipe.open();
            streams.receive(new Receive(DATASET, "2", false, false, Map.of(), Set.of()), stalled.source());
            sending.close();
        }
    }
}
