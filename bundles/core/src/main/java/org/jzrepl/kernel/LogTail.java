// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogSink;

/// Keeps the last entries on their way to the outlets, and lets operators follow them. Its own lock guards what
/// is kept.
final class LogTail implements LogSink, Logs, Closeable {
    private static final int KEPT_AT_MOST = 1_000;

    private final LogFanout outlets;
    private final Deque<LogEntry> kept = new ArrayDeque<>();
    private final List<Consumer<LogEntry>> followers = new CopyOnWriteArrayList<>();

    LogTail(LogFanout outlets) {
        this.outlets = outlets;
    }

    @Override
    public void accept(LogEntry entry) {
        outlets.accept(entry);
        var texts = inTexts(entry);
        keep(texts);
        followers.forEach(follower -> follower.accept(texts));
    }

    /// Values and exceptions may be of a plug-in's classes, which nothing must hold on to.
    private static LogEntry inTexts(LogEntry entry) {
        var fields = new LinkedHashMap<String, Object>();
        entry.fields().forEach((key, value) -> fields.put(key, value.toString()));
        return new LogEntry(entry.at(), entry.level(), entry.message(), fields, Optional.empty());
    }

    private synchronized void keep(LogEntry entry) {
        if (kept.size() == KEPT_AT_MOST) {
            kept.removeFirst();
        }
        kept.addLast(entry);
    }

    @Override
    public synchronized List<LogEntry> recent() {
        return List.copyOf(kept);
    }

    @Override
    public Closeable follow(Consumer<LogEntry> listener) {
        followers.add(listener);
        return () -> followers.remove(listener);
    }

    @Override
    public List<Outlet> outlets() {
        return outlets.outlets();
    }

    @Override
    public void level(String type, Level level) {
        outlets.level(type, level);
    }

    /// Nobody follows any more.
    @Override
    public void close() {
        followers.clear();
    }
}
