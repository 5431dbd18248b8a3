// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// How a message to a system log is written.
@FunctionalInterface
interface SyslogFrame {
    /// The name under which zrepl logs, so that what people filter by goes on working.
    String PROGRAM = "zrepl";

    /// Longer datagrams are lost on the way.
    int LARGEST_DATAGRAM = 60_000;

    byte[] of(int priority, Instant at, String text);

    /// As the machine's own log wants it: `<134>Mar  9 14:05:07 zrepl[4711]: text`.
    static SyslogFrame local(ZoneId zone, long pid) {
        var time =
                DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(zone);
        return (priority, at, text) -> bytes("<" + priority + ">" + time.format(at) + " " + PROGRAM + "[" + pid + "]: "
                + withoutNewline(text) + "\n");
    }

    /// RFC 5424, for the datagrams of RFC 5426.
    static SyslogFrame remote(ZoneId zone, Supplier<String> host, long pid) {
        return (priority, at, text) -> {
            var time = FieldText.time(at.truncatedTo(ChronoUnit.MICROS), zone);
            var frame = bytes("<" + priority + ">1 " + time + " " + host.get() + " " + PROGRAM + " " + pid + " - - "
                    + withoutNewline(text));
            return frame.length <= LARGEST_DATAGRAM ? frame : Arrays.copyOf(frame, LARGEST_DATAGRAM);
        };
    }

    /// The same on a stream, where each message says how long it is (RFC 6587).
    static SyslogFrame counted(SyslogFrame frame) {
        return (priority, at, text) -> {
            var message = frame.of(priority, at, text);
            var count = bytes(message.length + " ");
            var counted = Arrays.copyOf(count, count.length + message.length);
            System.arraycopy(message, 0, counted, count.length, message.length);
            return counted;
        };
    }

    private static String withoutNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
