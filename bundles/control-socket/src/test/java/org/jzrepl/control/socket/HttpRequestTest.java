// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.control.socket.HttpRequest.MalformedRequestException;

/// What is a request, and how large one may be.
final class HttpRequestTest {
    @Test
    void path_and_body_are_read_whatever_the_method_and_the_headers() throws IOException {
        var request = read("PUT /signal HTTP/1.1\r\nHost: unix\r\ncOnTeNt-LeNgTh:  7\r\nX: y\r\n\r\n{\"a\":1}beyond");
        assertEquals("/signal", request.path());
        assertEquals("{\"a\":1}", request.body());
    }

    @Test
    void a_request_that_comes_byte_by_byte_is_the_same() throws IOException {
        var bytes = "GET /status HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8);
        var slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
        assertEquals(new HttpRequest("/status", "{}", Optional.empty()), HttpRequest.read(Channels.newChannel(slow)));
    }

    @Test
    void a_body_is_measured_in_bytes() throws IOException {
        assertEquals("ä", read("GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nä").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET /status\r\n\r\n",
                "GET /status HTTP/2\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "get /status HTTP/1.1\r\n\r\n",
                "\r\n\r\n"
            })
    void what_is_no_request_is_refused(String text) {
        assertEquals("not an HTTP request", refusal(text));
    }

    @Test
    void a_request_that_breaks_off_is_refused_in_its_head_and_in_its_body() {
        assertEquals("request breaks off", refusal("GET /status HT"));
        assertEquals("request breaks off", refusal("GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort"));
    }

    @Test
    void a_body_without_a_length_is_refused() {
        assertTrue(refusal("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                .contains("Content-Length"));
    }

    @Test
    void a_head_without_end_is_refused_before_it_fills_the_memory() {
        var endless = new Endless();
        var refusal =
                assertThrows(MalformedRequestException.class, () -> HttpRequest.read(Channels.newChannel(endless)));
        assertTrue(refusal.getMessage().contains("longer than 32768"), refusal.getMessage());
        assertTrue(endless.given < 100_000, "read " + endless.given);
    }

    @Test
    void a_large_body_is_refused_by_its_announcement() {
        assertTrue(refusal("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n").contains("longer than 1048576"));
    }

    private static HttpRequest read(String text) throws IOException {
        return HttpRequest.read(Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(MalformedRequestException.class, () -> read(text)).getMessage());
    }

    private static final class Endless extends InputStream {
        private long given;

        @Override
        public int read() {
            given++;
            return 'x';
        }
    }
}
