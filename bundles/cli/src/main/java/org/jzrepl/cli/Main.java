// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command and its sub-commands. What runs in the container (`daemon`, `configcheck`, `simulated-zfs`) is
/// started by the
/// script `bin/jzrepl` and only named here.
@Command(
        name = "jzrepl",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes, replicates and prunes ZFS snapshots.",
        footer = {
            "",
            "Also:",
            "  daemon         Run the jobs of the configuration.",
            "  configcheck    Check the configuration.",
            "  simulated-zfs  Change simulated pools by hand.",
            "",
            "Exit status: 0 success, 1 everything else."
        },
        subcommands = {StatusCommand.class, SignalCommand.class, VersionCommand.class, DemoCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// The exit status: zrepl knows 0 and 1 only.
    static int run(String... arguments) {
        var command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((failure, failed, _) -> {
            if (failure instanceof CommandFailedException) {
                failed.getErr().println("jzrepl " + failed.getCommandName() + ": " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return command.execute(arguments) == 0 ? 0 : 1;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
