// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command and its sub-commands.
@Command(
        name = "jzrepl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes, replicates and prunes ZFS snapshots.",
        footer = {"", "jzrepl COMMAND --help tells more.", "", "Exit status: 0 success, 1 everything else."},
        subcommands = {
            StatusCommand.class,
            SignalCommand.class,
            ReloadCommand.class,
            VersionCommand.class,
            PluginCommand.class,
            DemoCommand.class,
            CompletionCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// The exit status: zrepl knows 0 and 1 only.
    static int run(String... arguments) {
        var command = commandLine();
        command.setExecutionExceptionHandler((failure, failed, _) -> {
            if (failure instanceof CommandFailedException) {
                failed.getErr().println(failed.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return command.execute(arguments) == 0 ? 0 : 1;
    }

    private static CommandLine commandLine() {
        var command = new CommandLine(new Main());
        ContainerCommand.add(command, "daemon", "Run the jobs of the configuration.");
        ContainerCommand.add(command, "configcheck", "Check the configuration.");
        ContainerCommand.add(command, "zfs-abstraction", "List and remove holds and bookmarks of jobs.");
        ContainerCommand.add(command, "test", "Try a filter, placeholders or a resume token.");
        ContainerCommand.add(
                command,
                "simulate",
                "Show what a job's snapshots come to in the long run.",
                List.of(
                        "--job",
                        "--for",
                        "--start",
                        "--compare",
                        "--compare-job",
                        "--source",
                        "--source-job",
                        "--snapshots",
                        "--receiver-snapshots",
                        "--from-zfs",
                        "--offline-from",
                        "--offline-for",
                        "--html",
                        "--svg"),
                List.of("--json"));
        ContainerCommand.add(command, "simulated-zfs", "Change simulated pools by hand.");
        ContainerCommand.add(command, "stdinserver", "Connect a client that came by ssh; for forced commands.");
        return command;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
