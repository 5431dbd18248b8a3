// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Environment;
import org.slf4j.MDC;

final class LogFieldsTest {
    private static final String ID = "[A-Za-z0-9+/]{4}";

    private final ServiceThreads threads = new ServiceThreads();

    @AfterEach
    void end_threads() throws InterruptedException {
        MDC.clear();
        threads.end();
    }

    /// What the supplier answers on a new thread.
    private <T> T elsewhere(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        threads.start("test", () -> answer.complete(question.get()));
        return answer.join();
    }

    private static String span() {
        return Optional.ofNullable(MDC.get("span")).orElse("none");
    }

    @Test
    void a_thread_carries_its_makers_fields() {
        MDC.put("job", "backup");
        assertEquals("backup", elsewhere(() -> MDC.get("job")));
    }

    @Test
    void a_thread_without_a_makers_span_is_a_root() {
        var span = elsewhere(LogFieldsTest::span);
        assertTrue(span.matches(ID + "\\$" + ID), span);
        assertEquals(span.substring(0, 4), span.substring(5));
    }

    @Test
    void tasks_are_joined_by_dollars_and_spans_by_dots() {
        var seen = elsewhere(() -> {
            try (var _ = threads.span(Map.of("subsystem", "pruning"))) {
                var outer = span();
                try (var _ = threads.span(Map.of("fs", "tank/a b"))) {
                    return Map.of("outer", outer, "inner", span(), "child", elsewhere(LogFieldsTest::span));
                }
            }
        });
        var outer = seen.get("outer");
        assertTrue(outer.matches("(" + ID + ")\\$\\1\\." + ID), outer);
        assertTrue(seen.get("inner").matches(java.util.regex.Pattern.quote(outer) + "\\." + ID), seen::toString);
        var root = outer.substring(0, 4);
        assertTrue(
                seen.get("child").matches(java.util.regex.Pattern.quote(root) + "\\$(" + ID + ")\\$\\1"),
                seen::toString);
    }

    @Test
    void ids_are_as_long_as_the_environment_says() {
        var root = LogFields.of(new Environment(Map.of("ZREPL_TRACE_ID_NUM_BYTES", "7")))
                .below(Map.of());
        assertTrue(root.matches("([A-Za-z0-9+/]{10})\\$\\1"), root);
    }

    @Test
    void what_was_there_before_a_span_is_back_after_it() {
        MDC.put("job", "backup");
        MDC.put("subsystem", "job");
        var before = MDC.getCopyOfContextMap();
        try (var _ = threads.span(Map.of("subsystem", "pruning", "fs", "tank"))) {
            assertEquals("pruning", MDC.get("subsystem"));
            assertEquals("backup", MDC.get("job"));
            assertFalse(span().equals("none"));
        }
        assertEquals(before, MDC.getCopyOfContextMap());
    }

    @Test
    void threads_of_libraries_carry_the_fields_too() throws InterruptedException {
        MDC.put("job", "backup");
        var seen = new CompletableFuture<String>();
        var thread = threads.factory("library").newThread(() -> seen.complete(MDC.get("job")));
        thread.start();
        thread.join();
        assertEquals("backup", seen.join());
    }
}
