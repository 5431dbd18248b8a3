// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// zrepl's environment variables that tune a daemon for its life (`operations.md` 8). An empty one counts as not
/// set; one that cannot be read is an [IllegalArgumentException] that names it.
public record Environment(Map<String, String> valueByName) {
    public Environment {
        valueByName = Map.copyOf(valueByName);
    }

    /// That of this process.
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /// Longer than nothing, in Go's syntax.
    public Duration duration(String name, Duration otherwise) {
        return parsed(name, text -> GoDuration.positive(new Scalar(text, Style.PLAIN)), otherwise);
    }

    public int integer(String name, int least, int otherwise) {
        return parsed(
                name,
                text -> {
                    int value = wholeNumber(text);
                    if (value < least) {
                        throw new IllegalArgumentException("must be at least " + least + ", not " + value);
                    }
                    return value;
                },
                otherwise);
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number", e);
        }
    }

    private <T> T parsed(String name, Function<String, T> parser, T otherwise) {
        try {
            return Optional.ofNullable(valueByName.get(name))
                    .filter(text -> !text.isEmpty())
                    .map(parser)
                    .orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("environment variable " + name + ": " + e.getMessage(), e);
        }
    }
}
