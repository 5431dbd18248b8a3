// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.channels.Channels;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Vectors N1-N3 of `wire-protocol.md` 7.1.
final class BannerTest {
    @ParameterizedTest
    @CsvSource({
        "SSHCON_HELO, 535348434f4e5f48454c4f0000000000000000000000000000000000000000",
        "SSHCON_PROXY_ERROR, 535348434f4e5f50524f58595f4552524f5200000000000000000000000000",
        "SSHCON_BEGIN, 535348434f4e5f424547494e00000000000000000000000000000000000000"
    })
    void banners_are_31_bytes(String text, String hex) throws Exception {
        var out = new ByteArrayOutputStream();
        new Banner(text).write(Channels.newChannel(out));
        assertEquals(hex, HexFormat.of().formatHex(out.toByteArray()));
        assertEquals(
                text,
                Banner.read(Channels.newChannel(new ByteArrayInputStream(out.toByteArray())))
                        .text());
    }

    @Test
    void what_follows_a_banner_is_left_alone() throws Exception {
        var out = new ByteArrayOutputStream();
        Banner.HELO.write(Channels.newChannel(out));
        out.write('x');
        var in = new ByteArrayInputStream(out.toByteArray());
        assertEquals(Banner.HELO, Banner.read(Channels.newChannel(in)));
        assertEquals('x', in.read());
    }

    @Test
    void a_short_banner_is_none() {
        var in = Channels.newChannel(new ByteArrayInputStream(new byte[30]));
        assertThrows(EOFException.class, () -> Banner.read(in));
    }
}
