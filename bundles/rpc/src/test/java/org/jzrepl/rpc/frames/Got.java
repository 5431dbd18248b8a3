// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;

/// Collects a stream, as hex.
record Got(ReadableByteChannel stream, ByteArrayOutputStream bytes) {
    Got(ReadableByteChannel stream) {
        this(stream, new ByteArrayOutputStream());
    }

    String untilEnd() throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        while (stream.read(buffer.clear()) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
        }
        return hex();
    }

    String untilFailure(String why) {
        var failure = assertThrows(IOException.class, this::untilEnd);
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
        return hex();
    }

    private String hex() {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
