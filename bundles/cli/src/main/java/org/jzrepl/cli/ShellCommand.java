// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `shell`: the Felix shell of the running daemon.
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Open the Felix shell of the running daemon.",
            "",
            "Its own commands are in scope jzrepl (jobs, status, rules, ...) and log (log:tail, log:level); beside"
                    + " them there are those of Gogo and Felix, such as lb and update. help lists all. Ctrl-C interrupts"
                    + " a command, Ctrl-D or exit leaves. Where stdin is no terminal, it is run as a script."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl shell",
            "  jzrepl shell -c 'jobs | grep replicating'",
            "  jzrepl shell < maintenance.gosh",
            "",
            "Exit status: 0 done; 1 a command has failed, or the daemon cannot be asked."
        })
final class ShellCommand implements Callable<Integer> {
    private static final String PROTOCOL = "jzrepl-shell";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "-c", paramLabel = "SCRIPT", description = "Run this and leave.")
    private Optional<String> script = Optional.empty();

    @Override
    public Integer call() throws IOException {
        try (var daemon = config.client().upgrade(PROTOCOL)) {
            var link = new ShellLink(daemon);
            return script.isEmpty() && hasTerminal() ? new ShellTerminal(link).run() : link.run(scriptOrInput());
        } catch (IOException e) {
            throw new CommandFailedException("session broke off: " + e.getMessage(), e);
        }
    }

    private static boolean hasTerminal() {
        return Optional.ofNullable(System.console())
                .filter(console -> console.isTerminal())
                .isPresent();
    }

    private String scriptOrInput() throws IOException {
        return script.isPresent() ? script.orElseThrow() : new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
