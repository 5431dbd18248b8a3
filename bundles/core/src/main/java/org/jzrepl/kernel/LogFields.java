// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jzrepl.api.config.Environment;
import org.slf4j.MDC;

/// The fields that everything a thread logs carries, and how the one named `span` grows (`configuration.md` 8.3).
///
/// A span is written as the ids of tasks from the root on, joined by `$`, then `$` and the ids of the current
/// task's spans, joined by `.`; the first of those is the task itself.
///
/// @param idBytes how many bytes an id has before it is written in Base64
record LogFields(int idBytes) {
    static final String SPAN = "span";

    private static final int USUAL_ID_BYTES = 3;

    /// With `ZREPL_TRACE_ID_NUM_BYTES`. Threads are needed even to say that nobody can read it, so that is left
    /// to [DaemonEnvironment].
    static LogFields of(Environment environment) {
        try {
            return new LogFields(environment.integer(DaemonEnvironment.ID_BYTES, 1, USUAL_ID_BYTES));
        } catch (IllegalArgumentException e) {
            return new LogFields(USUAL_ID_BYTES);
        }
    }

    /// Those of the calling thread.
    static Map<String, String> now() {
        return Optional.ofNullable(MDC.getCopyOfContextMap()).map(Map::copyOf).orElse(Map.of());
    }

    /// The span of a new task below the one that has `fields`; a root where there is none.
    String below(Map<String, String> fields) {
        var id = id();
        return Optional.ofNullable(fields.get(SPAN))
                .map(span -> span.substring(0, span.lastIndexOf('$')) + "$" + id + "$" + id)
                .orElse(id + "$" + id);
    }

    /// A new span within the task that has `fields`; a root where there is none.
    String within(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(SPAN))
                .map(span -> span + "." + id())
                .orElseGet(() -> below(fields));
    }

    private String id() {
        var bytes = new byte[idBytes];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
