// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat.Part;

/// The lines of `configuration.md` 8.4.
final class LogfmtFormatGoldenTest {
    private final LogfmtFormat format = new LogfmtFormat(Entries.ZONE);

    @Test
    void all_fields() {
        assertEquals(
                "time=2026-03-09T14:05:07.1234+01:00 level=warn job=backup subsystem=pruning span=0Xh3$0Xh3.k7Tz "
                        + "msg=\"prune target busy\" fs=\"tank/a b\"",
                format.line(Entries.example(), Set.of(Part.TIME, Part.LEVEL)));
    }

    @Test
    void without_a_job_subsystem_and_span_come_after_the_message() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("subsystem", "job");
        fields.put("span", "NOSPAN");
        var entry = new LogEntry(Instant.parse("2026-03-09T14:05:07Z"), Level.INFO, "hello", fields, Optional.empty());
        assertEquals(
                "time=2026-03-09T14:05:07Z level=info msg=hello subsystem=job span=NOSPAN",
                new LogfmtFormat(ZoneOffset.UTC).line(entry, Set.of(Part.TIME, Part.LEVEL)));
    }

    @Test
    void without_a_span_only_that_is_missing() {
        assertEquals(
                "job=b subsystem=s msg=hello a=1",
                format.line(Entries.with(Map.of("job", "b", "subsystem", "s", "a", 1)), Set.of()));
    }

    @Test
    void values_are_quoted_where_they_must_be() {
        assertEquals(
                "msg=hello a=x\\y b=\"x=y\" c=\"\\\"\\\\ \\n\\r\\t\\u0001\\u007fä\" d= e=null f=\"null\" g=ä€ h=\"\ufffd\"",
                format.line(
                        Entries.with(Map.of(
                                "a", "x\\y",
                                "b", "x=y",
                                "c", "\"\\ \n\r\t\u0001\u007fä",
                                "d", "",
                                "e", Optional.empty(),
                                "f", "null",
                                "g", "ä€",
                                "h", "\ufffd")),
                        Set.of()));
    }

    @Test
    void times_and_durations_are_texts() {
        assertEquals(
                "msg=hello d=10m0s t=2026-03-09T14:05:07.000000001+01:00",
                format.line(
                        Entries.with(Map.of(
                                "d", Duration.ofMinutes(10),
                                "t", Instant.parse("2026-03-09T13:05:07.000000001Z"))),
                        Set.of()));
    }

    @Test
    void characters_that_keys_must_not_have_are_dropped() {
        assertEquals("msg=hello ab=1", format.line(Entries.with(Map.of("a =\"\u007fb", 1)), Set.of()));
    }
}
