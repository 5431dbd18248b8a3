// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/// The fields that everything a thread logs carries, and how the one named `span` grows (`configuration.md` 8.3).
///
/// A span is written as the ids of tasks from the root on, joined by `$`, then `$` and the ids of the current
/// task's spans, joined by `.`; the first of those is the task itself.
final class LogFields {
    static final String SPAN = "span";

    private static final int ID_BYTES = 3;

    private LogFields() {}

    /// Those of the calling thread.
    static Map<String, String> now() {
        return Optional.ofNullable(MDC.getCopyOfContextMap()).map(Map::copyOf).orElse(Map.of());
    }

    /// The span of a new task below the one that has `fields`; a root where there is none.
    static String below(Map<String, String> fields) {
        var id = id();
        return Optional.ofNullable(fields.get(SPAN))
                .map(span -> span.substring(0, span.lastIndexOf('$')) + "$" + id + "$" + id)
                .orElse(id + "$" + id);
    }

    /// A new span within the task that has `fields`; a root where there is none.
    static String within(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(SPAN))
                .map(span -> span + "." + id())
                .orElseGet(() -> below(fields));
    }

    private static String id() {
        var bytes = new byte[ID_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
