// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.rpc.Hosts;
import org.jzrepl.rpc.wire.MemoryPort.Known;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.WatchedWire;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A source and a sink that are spoken to, and datasets of theirs that are nobody's affair.
final class Target implements AutoCloseable {
    static final String CLIENT = "laptop";

    /// The name of a snapshot that nobody but its owner learns of.
    private static final String KEEP = "known-to-its-owner-alone";

    private static final int BUFFER = 1 << 16;
    private static final int KEPT = Conversation.HELLO + 8;

    /// Nothing is waited for after the end of what the client says, so this is for a busy machine.
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

    private static final List<DatasetPath> FORBIDDEN = List.of(
            DatasetPath.parse("secret"),
            DatasetPath.parse("backup/private"),
            DatasetPath.parse("backup/sink/desktop"),
            DatasetPath.parse("backup/sink/laptop2"));

    private final Hosts hosts = new Hosts();

    Target() throws IOException, InterruptedException {
        hosts.source.properties().create(DatasetPath.parse("tank/a"), Map.of());
        hosts.source.snapshots().create(List.of(DatasetPath.parse("tank/a")), "1");
        for (var zfs : List.of(hosts.source, hosts.target)) {
            for (var path : forbidden(zfs)) {
                zfs.properties().create(path, Map.of());
                zfs.snapshots().create(List.of(path), KEEP);
            }
        }
    }

    private List<DatasetPath> forbidden(SimulatedZfs zfs) {
        return zfs == hosts.source ? FORBIDDEN.subList(0, 1) : FORBIDDEN.subList(1, FORBIDDEN.size());
    }

    /// Says it all, and returns how far it came. The answers are read, and must not tell of others.
    Depth listen(Conversation conversation) throws IOException, InterruptedException {
        var wires = MemoryWire.pair(BUFFER);
        var server = new WatchedWire(wires.server(), KEPT);
        var port = conversation.toSink() ? hosts.sinkPort : hosts.sourcePort;
        port.call(new Known("memory", new ClientIdentity(CLIENT), server));
        var eavesdropper = new Eavesdropper(wires.client(), KEEP, BUFFER);
        var reader = Thread.ofVirtual().start(eavesdropper);
        say(wires.client(), conversation.bytes());
        if (!server.awaitClosed(ENDED_WITHIN)) {
            throw new IOException("the server does not let go of the connection");
        }
        wires.client().close();
        reader.join();
        if (eavesdropper.leaked()) {
            throw new IOException("a client has learnt of what is not its own");
        }
        return Depth.of(conversation, server);
    }

    private static void say(MemoryWire client, byte[] bytes) {
        var left = java.nio.ByteBuffer.wrap(bytes);
        try {
            while (left.hasRemaining()) {
                client.write(left);
            }
        } catch (IOException e) {
            // the server has heard enough
        }
        client.closeOutput();
    }

    /// Fails if anything was done to what the client may not reach.
    void check() throws IOException, InterruptedException {
        for (var zfs : List.of(hosts.source, hosts.target)) {
            for (var path : forbidden(zfs)) {
                checkUntouched(zfs, path);
            }
        }
        for (var dataset : hosts.target.catalog().scan(List.of(DatasetPath.parse("backup")), Scan.NAMES)) {
            var path = dataset.path();
            boolean known = FORBIDDEN.contains(path)
                    || path.equals(DatasetPath.parse("backup"))
                    || path.equals(Hosts.SINK)
                    || (path + "/").startsWith(Hosts.SINK + "/" + CLIENT + "/");
            if (!known) {
                throw new IOException("a client has made " + path);
            }
        }
    }

    private static void checkUntouched(SimulatedZfs zfs, DatasetPath path) throws IOException, InterruptedException {
        var dataset = zfs.catalog()
                .look(path, Scan.REVISIONS)
                .orElseThrow(() -> new IOException("a client has destroyed " + path));
        boolean kept = dataset.revisions().size() == 1
                && dataset.revisions().getFirst().name().equals(KEEP)
                && dataset.revisions().stream().noneMatch(Bookmark.class::isInstance)
                && dataset.held().isEmpty();
        if (!kept) {
            throw new IOException("a client has changed " + path + ": " + dataset);
        }
    }

    @Override
    public void close() {
        hosts.close();
    }
}
