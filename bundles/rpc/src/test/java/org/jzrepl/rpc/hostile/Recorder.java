// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.rpc.Hosts;
import org.jzrepl.rpc.wire.MemoryPort;
import org.jzrepl.rpc.wire.WatchedWire;

/// Writes down what our own client says when everything goes well.
final class Recorder {
    private static final DatasetPath DATASET = DatasetPath.parse("tank/a");

    private final List<WatchedWire> toSource = new ArrayList<>(); // guarded by itself
    private final List<WatchedWire> toSink = new ArrayList<>(); // guarded by itself

    private Recorder() {}

    static List<Conversation> record() throws IOException, InterruptedException {
        var recorder = new Recorder();
        try (var hosts = new Hosts()) {
            recorder.replicate(hosts);
        }
        var all = new ArrayList<Conversation>();
        recorder.toSource.forEach(wire -> all.add(new Conversation(false, wire.written())));
        recorder.toSink.forEach(wire -> all.add(new Conversation(true, wire.written())));
        all.removeIf(conversation -> conversation.bytes().length <= Conversation.GREETING);
        return all;
    }

    private void replicate(Hosts hosts) throws IOException, InterruptedException {
        hosts.source.properties().create(DATASET, Map.of());
        hosts.source.write(DATASET, "file", 1 << 12, 1);
        var first = snapshot(hosts, "1");
        try (var sender = hosts.endpoints().sender(tapped(hosts.sourcePort, toSource));
                var receiver = hosts.endpoints().receiver(tapped(hosts.sinkPort, toSink))) {
            sender.awaitReachable();
            receiver.awaitReachable();
            sender.filesystems();
            receiver.filesystems();
            sender.revisions(DATASET);
            var full = new Step(DATASET, Optional.empty(), first, Optional.empty(), Protection.RESUMABLE);
            sender.estimate(full);
            receiver.receive(full, sender.send(full));
            receiver.completed(full);
            sender.completed(full);
            hosts.source.write(DATASET, "more", 1 << 12, 2);
            var second = snapshot(hosts, "2");
            var next = new Step(DATASET, Optional.of(first), second, Optional.empty(), Protection.RESUMABLE);
            receiver.receive(next, sender.send(next));
            sender.completed(next);
            receiver.revisions(DATASET);
            sender.cursor(DATASET);
            receiver.destroy(DATASET, List.of(first));
            sender.destroy(DATASET, List.of(first));
        }
    }

    private static Snapshot snapshot(Hosts hosts, String name) throws IOException, InterruptedException {
        if (hosts.source.snapshots().create(List.of(DATASET), name).get(DATASET)
                instanceof Creation.Created(var made)) {
            return made;
        }
        throw new IOException("no snapshot " + name);
    }

    private static Connector tapped(MemoryPort port, List<WatchedWire> wires) {
        return () -> {
            var wire = new WatchedWire(port.dial(Target.CLIENT), Integer.MAX_VALUE);
            synchronized (wires) {
                wires.add(wire);
            }
            return wire;
        };
    }
}
