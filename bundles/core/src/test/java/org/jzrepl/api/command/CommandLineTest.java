// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Arguments of the commands in the container.
final class CommandLineTest {
    @Test
    void the_configuration_is_named_in_one_word_or_two() {
        assertEquals(Path.of("a b.yml"), parse("--config", "a b.yml").config());
        assertEquals(Path.of("a=b.yml"), parse("--config=a=b.yml").config());
    }

    @Test
    void options_have_values_and_flags_have_none() {
        var line = parse("--skip", "--config", "a.yml", "--what", "jobs");
        assertTrue(line.has("--skip"));
        assertEquals("jobs", line.value("--what").orElse(""));
        assertEquals(1, line.value("--what", Map.of("jobs", 1, "all", 2)).orElse(0));
        var other = assertThrows(IllegalArgumentException.class, () -> line.value("--what", Map.of("all", 2)));
        assertEquals("--what takes one of [all], not \"jobs\"", other.getMessage());
    }

    @Test
    void whatever_else_is_said_is_an_error_that_names_it() {
        var unknown = assertThrows(IllegalArgumentException.class, () -> parse("--config", "a.yml", "now"));
        assertTrue(unknown.getMessage().contains("\"now\""), unknown.getMessage());
        var unfinished = assertThrows(IllegalArgumentException.class, () -> parse("--config"));
        assertEquals("--config needs a value", unfinished.getMessage());
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(arguments, new CommandLine.Options(Set.of("--what"), Set.of("--skip")));
    }
}
