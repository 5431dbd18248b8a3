// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.Option;

/// Where the configuration is, and with it the control socket.
final class ConfigOption {
    private static final List<Path> PLACES = List.of(
            Path.of("/etc/jzrepl/jzrepl.yml"),
            Path.of("/etc/zrepl/zrepl.yml"),
            Path.of("/usr/local/etc/zrepl/zrepl.yml"));
    private static final String SOCKET = "/var/run/zrepl/control";

    @Option(names = "--config", paramLabel = "PATH", description = "The configuration file.")
    private Optional<Path> config = Optional.empty();

    /// A client of the daemon that this configuration belongs to.
    ControlClient client() {
        return new ControlClient(socket());
    }

    private Path socket() {
        var file = config.or(() -> PLACES.stream().filter(Files::exists).findFirst())
                .orElseThrow(() -> new CommandFailedException(
                        "no configuration file: give --config PATH, or put one at one of " + PLACES));
        try (var in = Files.newInputStream(file)) {
            var document = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return Path.of(at(document, "global", "control", "sockpath").orElse(SOCKET));
        } catch (java.io.IOException | YamlEngineException e) {
            throw new CommandFailedException("could not parse config " + file + ": " + e.getMessage(), e);
        }
    }

    /// The text at the end of a path of keys, where all of them are there.
    private static Optional<String> at(Object document, String... keys) {
        Optional<Object> here = Optional.ofNullable(document);
        for (var key : keys) {
            here = here.filter(Map.class::isInstance).map(map -> ((Map<?, ?>) map).get(key));
        }
        return here.map(Object::toString);
    }
}
