// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogSink;
import org.slf4j.event.KeyValuePair;

/// Turns events into entries for the sink, and keeps a bounded number of them while there is none.
///
/// What waits, and the sink, are guarded by the object's own lock; the sink itself does not block.
final class SinkAppender extends AppenderBase<ILoggingEvent> {
    private static final int KEPT_AT_MOST = 1000;

    private final Queue<LogEntry> waiting = new ArrayDeque<>();
    private Optional<LogSink> sink = Optional.empty();

    @Override
    protected void append(ILoggingEvent event) {
        accept(entry(event));
    }

    private synchronized void accept(LogEntry entry) {
        if (sink.isPresent()) {
            sink.orElseThrow().accept(entry);
            return;
        }
        if (waiting.size() == KEPT_AT_MOST) {
            waiting.remove();
        }
        waiting.add(entry);
    }

    synchronized void sendTo(Optional<LogSink> now) {
        sink = now;
        now.ifPresent(there -> {
            waiting.forEach(there::accept);
            waiting.clear();
        });
    }

    /// What nobody took and somebody should see.
    synchronized void printRest(PrintStream out) {
        waiting.stream()
                .filter(entry -> entry.level().compareTo(LogEntry.Level.WARN) >= 0)
                .forEach(entry ->
                        out.println(entry.at() + " " + entry.level() + " " + entry.message() + " " + entry.fields()));
        waiting.clear();
    }

    private static LogEntry entry(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, Object>(event.getMDCPropertyMap());
        Optional.ofNullable(event.getKeyValuePairs())
                .orElse(List.<KeyValuePair>of())
                .forEach(pair ->
                        fields.put(pair.key, Optional.ofNullable(pair.value).orElse(Optional.empty())));
        var cause = event.getThrowableProxy() instanceof ThrowableProxy proxy
                ? Optional.of(proxy.getThrowable())
                : Optional.<Throwable>empty();
        cause.ifPresent(thrown -> fields.putIfAbsent("err", thrown.toString()));
        return new LogEntry(event.getInstant(), level(event.getLevel()), event.getFormattedMessage(), fields, cause);
    }

    private static LogEntry.Level level(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return LogEntry.Level.ERROR;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return LogEntry.Level.WARN;
        }
        return level.isGreaterOrEqual(Level.INFO) ? LogEntry.Level.INFO : LogEntry.Level.DEBUG;
    }
}
