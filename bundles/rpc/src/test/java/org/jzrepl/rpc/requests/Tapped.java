// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static java.util.Collections.frequency;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.transport.Wire;
import org.jzrepl.rpc.wire.MemoryWire;

/// A connection whose bytes can be looked at.
final class Tapped {
    private final MemoryWire.Pair wires = MemoryWire.pair();
    private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

    Wire client() {
        return new Tap(wires.client(), toServer);
    }

    Wire server() {
        return new Tap(wires.server(), toClient);
    }

    /// The types of the frames that either side has sent so far.
    List<Integer> byClient() {
        return types(toServer.toByteArray(), 67 + 64);
    }

    List<Integer> byServer() {
        return types(toClient.toByteArray(), 67);
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

    private record Tap(Wire wire, ByteArrayOutputStream written) implements Wire {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return wire.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            var before = from.duplicate();
            int length = wire.write(from);
            var bytes = new byte[length];
            before.get(bytes);
            written.writeBytes(bytes);
            return length;
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            long sum = 0;
            for (int i = offset; i < offset + length; i++) {
                while (from[i].hasRemaining()) {
                    sum += write(from[i]);
                }
            }
            return sum;
        }

        @Override
        public long write(ByteBuffer[] from) throws IOException {
            return write(from, 0, from.length);
        }

        @Override
        public void closeOutput() throws IOException {
            wire.closeOutput();
        }

        @Override
        public void readDeadline(Duration fromNow) {
            wire.readDeadline(fromNow);
        }

        @Override
        public void writeDeadline(Duration fromNow) {
            wire.writeDeadline(fromNow);
        }

        @Override
        public boolean isOpen() {
            return wire.isOpen();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
