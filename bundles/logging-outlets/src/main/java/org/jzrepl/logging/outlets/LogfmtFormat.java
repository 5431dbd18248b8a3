// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Format `logfmt`: `key=value` pairs.
@Component
@Supplies(kind = "format", type = "logfmt")
public final class LogfmtFormat implements LogFormat {
    private static final List<String> FIRST = List.of("job", "subsystem", "span");

    private final ZoneId zone;

    @Activate
    public LogfmtFormat() {
        this(ZoneId.systemDefault());
    }

    LogfmtFormat(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String line(LogEntry entry, Set<Part> shown) {
        var line = new StringBuilder();
        if (shown.contains(Part.TIME)) {
            add(line, "time", FieldText.time(entry.at(), zone));
        }
        if (shown.contains(Part.LEVEL)) {
            add(line, "level", entry.level().name().toLowerCase(Locale.ROOT));
        }
        var first = first(entry.fields());
        first.forEach(field -> add(line, field, entry.fields().get(field)));
        add(line, "msg", entry.message());
        var rest = new TreeMap<>(entry.fields());
        for (var field : FIRST) {
            var value = Optional.ofNullable(rest.remove(field));
            value.filter(_ -> !first.contains(field)).ifPresent(late -> add(line, field, late));
        }
        rest.forEach((name, value) -> add(line, name, value));
        return line.toString();
    }

    /// Up to the first that is missing, as the predecessor does it: those behind it come after the message.
    private static List<String> first(Map<String, Object> fields) {
        return FIRST.stream().takeWhile(fields::containsKey).toList();
    }

    private void add(StringBuilder line, String name, Object value) {
        var key = name.chars()
                .filter(c -> c > ' ' && c != '=' && c != '"' && c != 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        boolean isNull = value instanceof Optional<?> optional && optional.isEmpty();
        line.append(line.isEmpty() ? "" : " ")
                .append(key)
                .append('=')
                .append(isNull ? "null" : shown(FieldText.of(value, zone)));
    }

    private static String shown(String text) {
        boolean plain = !text.equals("null")
                && text.chars().allMatch(c -> c > ' ' && c != '=' && c != '"' && c != 0x7f && c != 0xfffd);
        if (plain) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        text.chars().forEach(character -> quoted.append(escaped((char) character)));
        return quoted.append('"').toString();
    }

    private static String escaped(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                character < ' ' || character == 0x7f
                        ? String.format("\\u%04x", (int) character)
                        : String.valueOf(character);
        };
    }
}
