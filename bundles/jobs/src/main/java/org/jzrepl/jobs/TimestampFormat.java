// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/// How snapshot names say when (`configuration.md` 5.1).
record TimestampFormat(Kind kind, GoLayout layout, ZoneId zone) {
    enum Kind {
        LAYOUT,
        UNIX_SECONDS
    }

    /// @throws IllegalArgumentException if the named format does not go with the location
    static TimestampFormat of(String format, ZoneId zone) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "dense" -> inUtc(Kind.LAYOUT, "20060102_150405_000", format, zone);
            case "human" -> inUtc(Kind.LAYOUT, "2006-01-02_15:04:05", format, zone);
            case "unix-seconds" -> inUtc(Kind.UNIX_SECONDS, "", format, zone);
            case "iso-8601" -> new TimestampFormat(Kind.LAYOUT, GoLayout.parse("2006-01-02T15:04:05.000Z0700"), zone);
            default -> new TimestampFormat(Kind.LAYOUT, GoLayout.parse(format), zone);
        };
    }

    /// A plus sign, as in a zone's offset, is not allowed in a snapshot's name and becomes an underscore.
    String format(Instant at) {
        return kind == Kind.UNIX_SECONDS
                ? Long.toString(at.getEpochSecond())
                : layout.format(at.atZone(zone)).replace('+', '_');
    }

    private static TimestampFormat inUtc(Kind kind, String layout, String name, ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("format " + name + " needs timestamp_location UTC");
        }
        return new TimestampFormat(kind, GoLayout.parse(layout), zone);
    }
}
