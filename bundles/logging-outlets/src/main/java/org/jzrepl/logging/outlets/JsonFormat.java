// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Format `json`: one object, keys sorted; always with time and level.
@Component
@Supplies(kind = "format", type = "json")
public final class JsonFormat implements LogFormat {
    private final Gson gson =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private final ZoneId zone;

    @Activate
    public JsonFormat() {
        this(ZoneId.systemDefault());
    }

    JsonFormat(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String line(LogEntry entry, Set<Part> shown) {
        var object = new TreeMap<String, @Nullable Object>();
        entry.fields().forEach((name, value) -> object.put(name, shown(value)));
        object.put("level", entry.level().name().toLowerCase(Locale.ROOT));
        object.put("msg", entry.message());
        object.put("time", FieldText.time(entry.at().truncatedTo(ChronoUnit.SECONDS), zone));
        // only texts have these characters, and the predecessor's library writes them so
        return gson.toJson(object)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private @Nullable Object shown(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(this::shown).orElse(null);
            case Duration duration -> duration.toNanos();
            case Instant instant -> FieldText.time(instant, zone);
            case Double number when !Double.isFinite(number) -> number.toString();
            case Number number -> number;
            case Boolean flag -> flag;
            case Collection<?> list -> list.stream().map(this::shown).toList();
            default -> value.toString();
        };
    }
}
