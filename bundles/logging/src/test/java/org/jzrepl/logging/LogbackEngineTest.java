// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The way of an entry from a logger to the kernel's sink.
final class LogbackEngineTest {
    private static final Logger LOG = LoggerFactory.getLogger("org.jzrepl.somewhere");
    private static final Logger LIBRARY = LoggerFactory.getLogger("io.library");

    private final PrintStream stderr = System.err;
    private final LogbackEngine engine = new LogbackEngine();
    private final List<LogEntry> entries = new ArrayList<>();
    private final LogSink sink = entries::add;

    @AfterEach
    void give_stderr_back() {
        System.setErr(stderr);
        MDC.clear();
    }

    @Test
    void fields_of_the_thread_and_of_the_entry_are_one_and_keep_their_types() {
        engine.bind(sink);
        MDC.put("job", "nightly");
        LOG.atInfo()
                .addKeyValue("count", 3)
                .addKeyValue("nothing", (Object) null)
                .log("pruned");
        var entry = entries.getFirst();
        assertEquals("pruned", entry.message());
        assertEquals(Level.INFO, entry.level());
        assertEquals(Map.of("job", "nightly", "count", 3, "nothing", Optional.empty()), entry.fields());
    }

    @Test
    void a_cause_is_the_field_err_unless_that_is_said_already() {
        engine.bind(sink);
        var bug = new IllegalStateException("broken on purpose");
        LOG.atError().setCause(bug).log("one");
        LOG.atError().setCause(bug).addKeyValue("err", "words").log("two");
        assertEquals(
                "java.lang.IllegalStateException: broken on purpose",
                entries.getFirst().fields().get("err"));
        assertEquals(Optional.of(bug), entries.getFirst().cause());
        assertEquals("words", entries.getLast().fields().get("err"));
    }

    @Test
    void we_log_from_debug_on_and_libraries_from_info_on() {
        engine.bind(sink);
        LOG.trace("ours, traced");
        LOG.debug("ours");
        LIBRARY.debug("theirs, debugged");
        LIBRARY.warn("theirs");
        assertEquals(
                List.of("DEBUG ours", "WARN theirs"),
                entries.stream()
                        .map(entry -> entry.level() + " " + entry.message())
                        .toList());
    }

    @Test
    void what_is_logged_before_there_is_a_sink_reaches_it_in_order_and_the_oldest_go_first() {
        for (int i = 0; i < 1_200; i++) {
            LOG.info("entry {}", i);
        }
        engine.bind(sink);
        LOG.info("now");
        assertEquals(1_001, entries.size());
        assertEquals("entry 200", entries.getFirst().message());
        assertEquals("now", entries.getLast().message());
        engine.unbind(sink);
        LOG.info("nobody hears");
        assertEquals(1_001, entries.size());
    }

    @Test
    void what_nobody_took_and_somebody_should_see_goes_to_stderr_at_the_end() {
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        LOG.info("of no importance");
        LOG.atWarn().addKeyValue("pool", "tank").log("pool is full");
        engine.end();
        var printed = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(printed.contains("WARN pool is full {pool=tank}"), printed);
        assertEquals(1, printed.lines().count(), printed);
    }
}
