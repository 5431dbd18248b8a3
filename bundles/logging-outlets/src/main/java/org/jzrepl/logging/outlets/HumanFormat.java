// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Format `human`: brackets for what most entries have, then the sentence, then the other fields by name.
@Component
@Supplies(kind = "format", type = "human")
public final class HumanFormat implements LogFormat {
    private static final List<String> BRACKETED = List.of("job", "subsystem", "span");
    private static final Map<Level, String> LEVELS =
            Map.of(Level.DEBUG, "DEBG", Level.INFO, "INFO", Level.WARN, "WARN", Level.ERROR, "ERRO");
    private static final Map<Level, String> COLORS =
            Map.of(Level.DEBUG, "94", Level.INFO, "92", Level.WARN, "93", Level.ERROR, "91");

    private final ZoneId zone;

    @Activate
    public HumanFormat() {
        this(ZoneId.systemDefault());
    }

    HumanFormat(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String line(LogEntry entry, Set<Part> shown) {
        var line = new StringBuilder();
        if (shown.contains(Part.TIME)) {
            line.append(FieldText.time(entry.at().truncatedTo(ChronoUnit.SECONDS), zone))
                    .append(' ');
        }
        if (shown.contains(Part.LEVEL)) {
            line.append('[')
                    .append(colored(LEVELS.get(entry.level()), entry, shown))
                    .append(']');
        }
        for (var field : BRACKETED) {
            Optional.ofNullable(entry.fields().get(field))
                    .ifPresent(value -> line.append('[')
                            .append(colored(FieldText.of(value, zone), entry, shown))
                            .append(']'));
        }
        line.append(line.isEmpty() ? "" : ": ").append(entry.message());
        var others = new TreeMap<>(entry.fields());
        BRACKETED.forEach(others::remove);
        others.forEach((name, value) -> line.append(' ')
                .append(colored(name, entry, shown))
                .append('=')
                .append(FieldText.quoted(FieldText.of(value, zone))));
        return line.toString();
    }

    private static String colored(String text, LogEntry entry, Set<Part> shown) {
        return shown.contains(Part.COLOR) ? "\u001b[" + COLORS.get(entry.level()) + "m" + text + "\u001b[0m" : text;
    }
}
