// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One thing that was logged.
///
/// Field values keep their type (numbers, durations, instants, `Optional.empty()` for null): the formats
/// differ by it. Fields are in the order in which they were given.
public record LogEntry(Instant at, Level level, String message, Map<String, Object> fields, Optional<Throwable> cause) {
    public LogEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
