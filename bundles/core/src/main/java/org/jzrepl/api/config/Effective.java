// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a configuration means once its defaults are filled in: each value with where it came from. Closed.
///
/// Two that are equal but for their origins configure the same; compare them with [#values].
public sealed interface Effective {
    /// The same, without a word about where it came from.
    Effective values();

    /// One value: a boolean, a number, a text, a [Duration], a [ByteSize] or a [Secret] as such, anything
    /// else by its text.
    /// `text` is how a configuration file writes it.
    record Value(Object value, String text, Origin origin) implements Effective {
        /// What stands in a file.
        public static Value written(Object value, String text, Origin origin) {
            boolean hasManySpellings = value instanceof Boolean || isNumber(value, text);
            return new Value(plain(value, text), hasManySpellings ? value.toString() : text, origin);
        }

        /// What stands in a file and is not shown as it is. A digest of all of it tells it from another.
        public static Value secret(String written, String shown, Origin origin) {
            return new Value(new Secret(digest(written)), shown, origin);
        }

        private static String digest(String text) {
            try {
                var sha256 = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        /// What nobody wrote.
        public static Value byDefault(Object value, String text) {
            return new Value(plain(value, text), text, Origin.DEFAULT);
        }

        @Override
        public Value values() {
            return new Value(value, text, Origin.DEFAULT);
        }

        private static Object plain(Object value, String text) {
            return switch (value) {
                case Boolean one -> one;
                case Duration one -> one;
                case ByteSize one -> one;
                default -> isNumber(value, text) ? value : text;
            };
        }

        /// A word may stand for a number, and stays a word.
        private static boolean isNumber(Object value, String text) {
            return value instanceof Number && text.matches("[+-]?[0-9].*");
        }
    }

    /// Stands for a value with a secret in it, for comparison only.
    record Secret(String digest) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// In the order in which the keys were asked for, which does not depend on the file.
    record Mapping(Map<String, Effective> entries) implements Effective {
        public static final Mapping EMPTY = new Mapping(Map.of());

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /// The same with another value at `key`.
        public Mapping with(String key, Effective value) {
            var changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed);
        }

        @Override
        public Mapping values() {
            var bare = new LinkedHashMap<String, Effective>();
            entries.forEach((key, value) -> bare.put(key, value.values()));
            return new Mapping(bare);
        }
    }

    record Listing(List<Effective> entries) implements Effective {
        public Listing {
            entries = List.copyOf(entries);
        }

        @Override
        public Listing values() {
            return new Listing(entries.stream().map(Effective::values).toList());
        }
    }

    /// A line of a file, or nowhere.
    record Origin(String file, int line) {
        public static final Origin DEFAULT = new Origin("default", 0);

        @Override
        public String toString() {
            return line > 0 ? file + ":" + line : file;
        }
    }

    /// Whether a default says that the key is not there.
    static boolean isAbsent(Object value) {
        return value.equals(Optional.empty())
                || value.equals(OptionalInt.empty())
                || value.equals(OptionalLong.empty());
    }

    /// How a file would write a default.
    static String text(Object value) {
        return switch (value) {
            case Optional<?> one -> one.map(Effective::text).orElse("");
            case OptionalInt one -> one.isPresent() ? Integer.toString(one.getAsInt()) : "";
            case OptionalLong one -> one.isPresent() ? Long.toString(one.getAsLong()) : "";
            case Duration duration -> GoDuration.text(duration);
            case Enum<?> one -> one.name().toLowerCase(Locale.ROOT);
            case ZoneOffset zone when zone.equals(ZoneOffset.UTC) -> "UTC";
            case HostAndPort address -> address.text();
            default -> value.toString();
        };
    }
}
