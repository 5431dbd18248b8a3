// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/// Reads a status document, in which anything may be absent or null (`operations.md` 6.2).
final class Json {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private Json() {}

    static Optional<JsonObject> object(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject);
    }

    static List<JsonElement> list(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonArray)
                .map(element -> element.getAsJsonArray().asList())
                .orElse(List.of());
    }

    static List<JsonObject> objects(JsonObject from, String key) {
        return list(from, key).stream().map(JsonElement::getAsJsonObject).toList();
    }

    static String text(JsonObject from, String key) {
        return text(from, key, "?");
    }

    static String text(JsonObject from, String key, String otherwise) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse(otherwise);
    }

    static long number(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsLong)
                .orElse(0L);
    }

    static boolean flag(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsBoolean)
                .orElse(false);
    }

    /// A point in time; empty where it was never reached.
    static Optional<String> time(JsonObject from, String key) {
        return Optional.of(text(from, key, NEVER)).filter(time -> !time.equals(NEVER));
    }

    /// `1.5 MiB`, as the status shows sizes.
    static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        int power = Math.min(6, (63 - Long.numberOfLeadingZeros(count)) / 10);
        return String.format(
                java.util.Locale.ROOT, "%.1f %siB", count / Math.pow(1024, power), "KMGTPE".charAt(power - 1));
    }
}
