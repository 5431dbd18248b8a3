// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.config.ConfigException;

/// A command whose first words name what is to be done: help, wrong usage and failures are told the same way.
///
/// @param all no name is the beginning of another
record Subcommands(String command, String usage, List<Subcommand> all) {
    Subcommands {
        all = List.copyOf(all);
    }

    /// `action` throws `IllegalArgumentException` for wrong usage.
    record Subcommand(List<String> words, CommandLine.Options options, Action action) {
        private boolean begins(List<String> arguments) {
            return arguments.size() >= words.size()
                    && arguments.subList(0, words.size()).equals(words);
        }
    }

    /// Returns whether all went well; if not, it has said why.
    @FunctionalInterface
    interface Action {
        boolean run(CommandLine line) throws ConfigException, IOException, InterruptedException;
    }

    int run(String[] arguments, PrintStream out, PrintStream err) {
        if (CommandLine.asksForHelp(arguments)) {
            out.println(usage);
            return 0;
        }
        try {
            var chosen = choose(List.of(arguments));
            var rest = Arrays.copyOfRange(arguments, chosen.words().size(), arguments.length);
            return chosen.action().run(CommandLine.parse(rest, chosen.options())) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            err.println(command + ": " + e.getMessage());
            err.println(usage);
        } catch (ConfigException e) {
            err.println("could not parse config:");
            e.problems().forEach(err::println);
        } catch (IOException e) {
            err.println(command + ": " + e.getMessage());
        } catch (InterruptedException e) {
            err.println(command + ": interrupted");
        }
        return 1;
    }

    private Subcommand choose(List<String> arguments) {
        return all.stream()
                .filter(one -> one.begins(arguments))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        arguments.isEmpty() ? "what is to be done?" : "cannot do \"" + arguments.getFirst() + "\""));
    }
}
