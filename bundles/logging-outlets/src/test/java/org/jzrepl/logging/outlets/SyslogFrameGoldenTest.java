// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogEntry.Level;

final class SyslogFrameGoldenTest {
    private static final Instant AT = Instant.parse("2026-03-09T13:05:07.1234567Z");

    private static String text(SyslogFrame frame, String text) {
        return new String(frame.of(Facility.LOCAL0.priority(Level.WARN), AT, text), StandardCharsets.UTF_8);
    }

    @Test
    void the_own_machine_gets_no_host_name_a_padded_day_and_one_newline() {
        var frame = SyslogFrame.local(Entries.ZONE, 4711);
        assertEquals("<132>Mar  9 14:05:07 zrepl[4711]: [backup]: hä?\n", text(frame, "[backup]: hä?"));
        assertEquals("<132>Mar  9 14:05:07 zrepl[4711]: two\nlines\n", text(frame, "two\nlines\n"));
    }

    @Test
    void another_machine_gets_rfc_5424() {
        var frame = SyslogFrame.remote(Entries.ZONE, () -> "myhost", 4711);
        assertEquals("<132>1 2026-03-09T14:05:07.123456+01:00 myhost zrepl 4711 - - hä?", text(frame, "hä?"));
    }

    @Test
    void on_a_stream_each_message_says_how_many_bytes_it_has() {
        var frame = SyslogFrame.counted(SyslogFrame.remote(Entries.ZONE, () -> "myhost", 4711));
        assertEquals("66 <132>1 2026-03-09T14:05:07.123456+01:00 myhost zrepl 4711 - - hä?", text(frame, "hä?"));
    }

    @Test
    void what_is_too_long_for_a_datagram_is_cut() {
        var frame = SyslogFrame.remote(Entries.ZONE, () -> "myhost", 4711);
        assertTrue(text(frame, "x".repeat(100_000)).length() <= 65_507);
    }

    @Test
    void priorities_are_facility_times_eight_and_severity() {
        assertEquals(7, Facility.KERN.priority(Level.DEBUG));
        assertEquals(8 + 6, Facility.USER.priority(Level.INFO));
        assertEquals(80 + 4, Facility.AUTHPRIV.priority(Level.WARN));
        assertEquals(184 + 3, Facility.LOCAL7.priority(Level.ERROR));
    }
}
