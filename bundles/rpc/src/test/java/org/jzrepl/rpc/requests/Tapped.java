// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static java.util.Collections.frequency;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.MemoryWire;
import org.jzrepl.rpc.wire.WatchedWire;

/// A connection whose bytes can be looked at.
final class Tapped {
    private final MemoryWire.Pair wires = MemoryWire.pair();
    private final WatchedWire client = new WatchedWire(wires.client(), Integer.MAX_VALUE);
    private final WatchedWire server = new WatchedWire(wires.server(), Integer.MAX_VALUE);

    Wire client() {
        return client;
    }

    Wire server() {
        return server;
    }

    /// The types of the frames that either side has sent so far.
    List<Integer> byClient() {
        return types(client.written(), 67 + 64);
    }

    List<Integer> byServer() {
        return types(server.written(), 67);
    }

    void awaitBoth(int type, int times) {
        await().untilAsserted(() -> assertEquals(
                List.of(times, times),
                List.of(frequency(byClient(), type), frequency(byServer(), type)),
                () -> byClient() + " and " + byServer()));
    }

    private static List<Integer> types(byte[] sent, int greeting) {
        var types = new ArrayList<Integer>();
        var bytes = ByteBuffer.wrap(sent);
        for (int at = greeting; at + 8 <= sent.length; at += 8 + bytes.getInt(at + 4)) {
            types.add(bytes.getInt(at));
        }
        return types;
    }
}
