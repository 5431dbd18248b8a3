// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What goes over the wire, byte by byte.
final class FrameTest {
    private static Optional<Frame> read(String hex) throws IOException {
        return Frame.read(
                Channels.newChannel(new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
    }

    @Test
    void numbers_of_kinds_and_the_order_of_bytes_are_fixed() throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Frame(Frame.Kind.SCRIPT, "lb".getBytes()).write(Channels.newChannel(bytes));
        assertEquals("02000000026c62", HexFormat.of().formatHex(bytes.toByteArray()));
        var size = read("00" + "00000004" + "00500018").orElseThrow();
        assertEquals(new TerminalSize(80, 24), TerminalSize.of(size));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read(Frame.Kind kind) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Frame(kind, new byte[] {0, 1, -1}).write(Channels.newChannel(bytes));
        var back = read(HexFormat.of().formatHex(bytes.toByteArray())).orElseThrow();
        assertEquals(kind, back.kind());
        assertArrayEquals(new byte[] {0, 1, -1}, back.content());
    }

    @Test
    void nothing_more_is_the_end() throws IOException {
        assertEquals(Optional.empty(), read(""));
    }

    @ParameterizedTest
    @CsvSource({
        "07, breaks off",
        "0700000000, no shell's protocol",
        "ff00000000, no shell's protocol",
        "0300010001, no shell's protocol",
        "03ffffffff, no shell's protocol",
        "030000000261, breaks off"
    })
    void what_is_no_frame_is_refused_before_memory_is_taken(String hex, String words) {
        var refusal = assertThrows(IOException.class, () -> read(hex));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }
}
