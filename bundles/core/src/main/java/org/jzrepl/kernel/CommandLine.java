// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The arguments that all commands in the container share.
///
/// @param config the file to read
record CommandLine(Path config) {
    private static final List<Path> PLACES = List.of(
            Path.of("/etc/jzrepl/jzrepl.yml"),
            Path.of("/etc/zrepl/zrepl.yml"),
            Path.of("/usr/local/etc/zrepl/zrepl.yml"));

    /// @throws IllegalArgumentException with a sentence for the user
    static CommandLine parse(String[] arguments) {
        Optional<Path> config = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--config=")) {
                config = Optional.of(Path.of(arguments[i].substring("--config=".length())));
            } else if (arguments[i].equals("--config") && i + 1 < arguments.length) {
                config = Optional.of(Path.of(arguments[++i]));
            } else {
                throw new IllegalArgumentException("unknown argument \"" + arguments[i] + "\"");
            }
        }
        return new CommandLine(config.or(CommandLine::standardPlace)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no configuration file: give --config PATH, or put one at one of " + PLACES)));
    }

    static boolean asksForHelp(String[] arguments) {
        return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
    }

    private static Optional<Path> standardPlace() {
        return PLACES.stream().filter(Files::exists).findFirst();
    }
}
