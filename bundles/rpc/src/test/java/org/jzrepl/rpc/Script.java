// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.jzrepl.api.transport.Wire;

/// A peer that says and expects bytes, by hand.
public record Script(Wire wire) {
    public static final String VERSION =
            "30303030303030303536205a5245504c5f5a46535f5245504c49434154494f4e2050524f544f56455253494f4e3d3030303720455854"
                    + "454e53494f4e533d303030300a";
    public static final String CONTROL = "7a7265706c5f636f6e74726f6c" + "00".repeat(51);
    public static final String DATA = "7a7265706c5f64617461" + "00".repeat(54);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public Script say(String hex) throws IOException {
        var bytes = Vectors.hex(hex);
        while (bytes.hasRemaining()) {
            wire.write(bytes);
        }
        return this;
    }

    public Script expect(String hex) throws IOException {
        var expected = hex.replace(" ", "");
        assertEquals(expected, HexFormat.of().formatHex(read(expected.length() / 2)));
        return this;
    }

    public Script expectEnd() throws IOException {
        assertEquals("", HexFormat.of().formatHex(read(1 << 16)));
        return this;
    }

    /// What still comes, as hex.
    public String rest() throws IOException {
        return HexFormat.of().formatHex(read(1 << 20));
    }

    /// Up to so many bytes, less at the end.
    public byte[] read(int length) throws IOException {
        wire.readDeadline(PATIENCE);
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && wire.read(bytes) >= 0) {}
        var got = new byte[bytes.position()];
        bytes.flip().get(got);
        return got;
    }

    public Script finish() throws IOException {
        wire.closeOutput();
        return this;
    }
}
