// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective;

/// What an effective configuration says that works, but is hardly meant.
final class Warnings {
    private final List<Problem> found = new ArrayList<>();

    private Warnings() {}

    static List<Problem> about(Effective.Mapping configuration) {
        var warnings = new Warnings();
        warnings.look("", configuration);
        return warnings.found;
    }

    private void look(String path, Effective at) {
        switch (at) {
            case Effective.Mapping(var entries) ->
                entries.forEach((key, value) -> look(path.isEmpty() ? key : path + "." + key, value));
            case Effective.Listing(var entries) -> {
                for (int i = 0; i < entries.size(); i++) {
                    look(path + "[" + i + "]", entries.get(i));
                }
            }
            case Effective.Value value -> look(path, value);
        }
    }

    private void look(String path, Effective.Value value) {
        if (value.value() instanceof Duration && value.text().matches("[+-]?[0-9]*[1-9][0-9]*")) {
            warn(path, value, "is " + value.text() + " nanoseconds; write a unit, such as " + value.text() + "s");
        }
        if (path.matches("global\\.monitoring\\[[0-9]+]\\.type")) {
            warn(path, value, value.text() + " is accepted, but jzrepl does not serve these metrics yet");
        }
    }

    private void warn(String path, Effective.Value value, String message) {
        var origin = value.origin();
        found.add(new Problem(origin.file(), origin.line(), 1, path, message));
    }
}
