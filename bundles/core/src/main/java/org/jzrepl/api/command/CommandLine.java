// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of a command in the container: `--key VALUE` or `--key=VALUE`, and flags, whose value is empty.
///
/// @param given the file that `--config` names, if it does
public record CommandLine(Optional<String> given, Map<String, String> valueByOption) {
    private static final String CONFIG = "--config";
    private static final List<Path> PLACES = List.of(
            Path.of("/etc/jzrepl/jzrepl.yml"),
            Path.of("/etc/zrepl/zrepl.yml"),
            Path.of("/usr/local/etc/zrepl/zrepl.yml"));

    public CommandLine {
        valueByOption = Map.copyOf(valueByOption);
    }

    /// What a command takes besides `--config`.
    public record Options(Set<String> valued, Set<String> flags) {
        public static final Options NONE = new Options(Set.of(), Set.of());

        private boolean takesValue(String option) {
            return option.equals(CONFIG) || valued.contains(option);
        }
    }

    /// @throws IllegalArgumentException with a sentence for the user
    public static CommandLine parse(String[] arguments, Options options) {
        var found = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            int equals = argument.indexOf('=');
            if (equals > 0 && options.takesValue(argument.substring(0, equals))) {
                found.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (options.takesValue(argument)) {
                if (++i == arguments.length) {
                    throw new IllegalArgumentException(argument + " needs a value");
                }
                found.put(argument, arguments[i]);
            } else if (options.flags().contains(argument)) {
                found.put(argument, "");
            } else {
                throw new IllegalArgumentException("unknown argument \"" + argument + "\"");
            }
        }
        return new CommandLine(Optional.ofNullable(found.remove(CONFIG)), found);
    }

    public static boolean asksForHelp(String[] arguments) {
        return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
    }

    public boolean has(String flag) {
        return valueByOption.containsKey(flag);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(valueByOption.get(option));
    }

    /// One of the words that an option takes.
    public <T> Optional<T> value(String option, Map<String, T> meaningByWord) {
        return value(option)
                .map(word -> Optional.ofNullable(meaningByWord.get(word))
                        .orElseThrow(() -> new IllegalArgumentException(option + " takes one of "
                                + meaningByWord.keySet().stream().sorted().toList() + ", not \"" + word + "\"")));
    }

    /// The given file, if its name is not empty; else the first of the standard places at which there is
    /// something.
    ///
    /// @throws IllegalArgumentException if there is none
    public Path config() {
        return given.filter(text -> !text.isEmpty())
                .map(Path::of)
                .or(CommandLine::standardPlace)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no configuration file: give --config PATH, or put one at one of " + PLACES));
    }

    private static Optional<Path> standardPlace() {
        var found = PLACES.stream().filter(Files::exists).findFirst();
        found.filter(place -> !Files.isRegularFile(place)).ifPresent(place -> {
            throw new IllegalArgumentException(place + " is no regular file: give --config PATH, or replace it");
        });
        return found;
    }
}
