// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// `log:tail` and `log:level`.
@Component(
        service = LogCommands.class,
        property = {
            "osgi.command.scope=log",
            "osgi.command.function=tail",
            "osgi.command.function=level",
            "osgi.command.function=__outlets"
        })
public final class LogCommands {
    private static final int WAITING_AT_MOST = 1_000;

    private final Late<Logs> logs = new Late<>("a running daemon");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(Logs now) {
        logs.set(now);
    }

    void remove(Logs gone) {
        logs.unset(gone);
    }

    @Descriptor("shows the last entries of the log, whatever the outlets take")
    public void tail(
            @Parameter(
                            names = {"-n", "--lines"},
                            absentValue = "20")
                    @Descriptor("how many")
                    int lines,
            @Parameter(
                            names = {"-l", "--level"},
                            absentValue = "debug")
                    @Descriptor("from this level on: debug, info, warn, error")
                    String level,
            @Parameter(
                            names = {"-f", "--follow"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("and go on with what is logged, until Ctrl-C")
                    boolean follow)
            throws CommandRefusedException, IOException {
        var from = level(level);
        var waiting = new ArrayBlockingQueue<LogEntry>(WAITING_AT_MOST);
        // a client that reads slowly loses entries: whoever logs must not wait for it
        try (var _ = logs.get().follow(waiting::offer)) {
            var recent = from(from, logs.get().recent().stream()).toList();
            recent.subList(Math.max(0, recent.size() - lines), recent.size()).forEach(LogCommands::print);
            waiting.removeAll(logs.get().recent());
            while (follow) {
                from(from, Stream.of(waiting.take())).forEach(LogCommands::print);
            }
        } catch (InterruptedException e) {
            return; // Ctrl-C is how following ends, and a client's leaving
        }
    }

    private static void print(LogEntry entry) {
        System.out.println(LogLine.of(entry));
    }

    private static Stream<LogEntry> from(Level level, Stream<LogEntry> entries) {
        return entries.filter(entry -> entry.level().compareTo(level) >= 0);
    }

    @Descriptor("lists the log outlets, and from which level on they take entries")
    public void level() throws CommandRefusedException {
        var table = new Table("OUTLET", "CONFIGURED", "NOW");
        logs.get()
                .outlets()
                .forEach(outlet ->
                        table.row(outlet.type(), JobText.word(outlet.configured()), JobText.word(outlet.now())));
        System.out.println(table);
    }

    @Descriptor("lets outlets take entries from another level on, until they are configured otherwise")
    public void level(
            @Descriptor("stdout, syslog, …") String outlet, @Descriptor("debug, info, warn or error") String level)
            throws CommandRefusedException {
        try {
            logs.get().level(outlet, level(level));
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(e.getMessage());
        }
    }

    private static Level level(String word) throws CommandRefusedException {
        return Stream.of(Level.values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new CommandRefusedException("\"" + word + "\" is no level: write debug, info, warn or error"));
    }

    /// For completion.
    public List<String> __outlets() throws CommandRefusedException {
        return logs.get().outlets().stream().map(Logs.Outlet::type).distinct().toList();
    }
}
