// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jzrepl.api.config.ByteSize;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;
import org.jzrepl.api.config.ZreplDuration;
import org.jzrepl.testkit.conformance.Case;

/// Compares an effective configuration with the values of a case, which have units of their own: seconds,
/// bits, the number of a syslog facility, and a grid interval by interval.
final class EffectiveChecks {
    private static final Set<String> DURATIONS =
            Set.of("dial_timeout", "handshake_timeout", "retry_interval", "timeout", "interval");
    private static final Set<String> SIZES = Set.of("max", "bucket_capacity");
    private static final List<String> FACILITIES = List.of(
            "kern",
            "user",
            "mail",
            "daemon",
            "auth",
            "syslog",
            "lpr",
            "news",
            "uucp",
            "cron",
            "authpriv",
            "ftp",
            "",
            "",
            "",
            "",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");
    private static final Pattern INTERVAL =
            Pattern.compile("\\s*([0-9]+)\\s*x\\s*([0-9]+\\s*[smhdw])\\s*(?:\\(keep=(\\S+)\\))?\\s*");

    private EffectiveChecks() {}

    static void check(JsonElement configuration, Case expected) {
        expected.values().forEach((pointer, value) -> {
            var last = pointer.toString().substring(pointer.toString().lastIndexOf('/') + 1);
            assertEquals(
                    plain(value), plain(inUnitsOfTheCases(last, at(configuration, pointer.toString()))), "" + pointer);
        });
    }

    private static JsonElement at(JsonElement root, String pointer) {
        var here = root;
        for (var part : pointer.substring(1).split("/")) {
            var name = part.replace("~1", "/").replace("~0", "~");
            here = switch (here) {
                case JsonObject object when object.has(name) -> object.get(name);
                case JsonArray array -> array.get(Integer.parseInt(name));
                default -> JsonNull.INSTANCE;
            };
        }
        return here;
    }

    private static Object inUnitsOfTheCases(String key, JsonElement value) {
        return switch (value) {
            case JsonObject object -> {
                var map = new LinkedHashMap<String, Object>();
                object.entrySet()
                        .forEach(entry -> map.put(entry.getKey(), inUnitsOfTheCases(entry.getKey(), entry.getValue())));
                yield map;
            }
            case JsonArray array ->
                array.asList().stream().map(one -> inUnitsOfTheCases(key, one)).toList();
            case JsonPrimitive one when one.isString() -> text(key, one.getAsString());
            case JsonPrimitive one when one.isBoolean() -> one.getAsBoolean();
            case JsonPrimitive one -> one.getAsBigDecimal();
            default -> List.of();
        };
    }

    private static Object text(String key, String text) {
        if (DURATIONS.contains(key) && !text.equals("manual")) {
            return seconds(text);
        }
        if (SIZES.contains(key)) {
            return BigDecimal.valueOf(
                    ByteSize.parse(new Scalar(text, Style.QUOTED)).bits());
        }
        return switch (key) {
            case "facility" -> FACILITIES.indexOf(text);
            case "grid" -> grid(text);
            default -> text;
        };
    }

    private static BigDecimal seconds(String text) {
        var duration = text.matches(".*[dw]\\s*|.*\\s.*")
                ? ZreplDuration.positive(text)
                : GoDuration.parse(new Scalar(text, Style.PLAIN));
        return seconds(duration);
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9);
    }

    private static List<List<Object>> grid(String text) {
        var intervals = new ArrayList<List<Object>>();
        for (var part : text.split("\\|")) {
            var match = INTERVAL.matcher(part);
            if (!match.matches()) {
                throw new IllegalArgumentException(part);
            }
            var keep = match.group(3) == null ? "1" : match.group(3);
            for (int i = Integer.parseInt(match.group(1)); i > 0; i--) {
                intervals.add(List.of(
                        seconds(ZreplDuration.positive(match.group(2))),
                        keep.equals("-1") || keep.equals("all") ? "all" : new BigDecimal(keep)));
            }
        }
        return intervals;
    }

    /// The same for equal numbers, and for absent and empty lists and maps.
    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> List.of();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((key, one) -> plain.put(key.toString(), plain(one)));
                yield plain;
            }
            case List<?> list -> list.stream().map(EffectiveChecks::plain).toList();
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> value;
        };
    }
}
