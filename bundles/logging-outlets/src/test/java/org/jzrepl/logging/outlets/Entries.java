// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;

/// Entries for tests of formats.
final class Entries {
    /// Winter time in Berlin.
    static final ZoneId ZONE = ZoneOffset.ofHours(1);

    private Entries() {}

    /// The entry of the specification's examples.
    static LogEntry example() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("job", "backup");
        fields.put("subsystem", "pruning");
        fields.put("span", "0Xh3$0Xh3.k7Tz");
        fields.put("fs", "tank/a b");
        return entry(Level.WARN, "prune target busy", fields);
    }

    static LogEntry entry(Level level, String message, Map<String, Object> fields) {
        return new LogEntry(Instant.parse("2026-03-09T13:05:07.1234Z"), level, message, fields, Optional.empty());
    }

    static LogEntry with(Map<String, Object> fields) {
        return entry(Level.INFO, "hello", fields);
    }
}
