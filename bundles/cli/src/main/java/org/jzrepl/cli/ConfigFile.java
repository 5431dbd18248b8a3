// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The daemon's configuration, of which this program needs the places of sockets only.
record ConfigFile(Object document) {
    private static final List<Path> PLACES = List.of(
            Path.of("/etc/jzrepl/jzrepl.yml"),
            Path.of("/etc/zrepl/zrepl.yml"),
            Path.of("/usr/local/etc/zrepl/zrepl.yml"));

    /// `given`, or the first that is in one of the usual places.
    static ConfigFile read(Optional<Path> given) {
        var file = given.or(() -> PLACES.stream().filter(Files::exists).findFirst())
                .orElseThrow(() -> new CommandFailedException(
                        "no configuration file: give --config PATH, or put one at one of " + PLACES));
        try (var in = Files.newInputStream(file)) {
            return new ConfigFile(
                    Optional.ofNullable(new Load(LoadSettings.builder().build()).loadFromInputStream(in))
                            .orElse(Map.of()));
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("configuration file " + file + " does not exist", e);
        } catch (MarkedYamlEngineException e) {
            throw new CommandFailedException("could not parse config: " + file + place(e) + ": " + e.getProblem(), e);
        } catch (IOException | YamlEngineException e) {
            throw new CommandFailedException("could not parse config: " + file + ": " + e.getMessage(), e);
        }
    }

    /// Line and column, from 1 on, where they are known.
    private static String place(MarkedYamlEngineException problem) {
        return problem.getProblemMark()
                .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
    }

    /// The text at the end of a path of keys, where all of them are there.
    Optional<String> at(String... keys) {
        var here = Optional.of(document);
        for (var key : keys) {
            here = here.filter(Map.class::isInstance).map(map -> ((Map<?, ?>) map).get(key));
        }
        return here.map(Object::toString);
    }
}
