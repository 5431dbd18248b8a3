// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/// A command that needs the bundles, or as little as possible: the script `bin/jzrepl` starts it elsewhere.
/// Here it is known by name only, for the list of commands and for completion.
@Command
final class ContainerCommand implements Runnable {
    @Mixin
    private ConfigOption config = new ConfigOption();

    private final String name;

    private ContainerCommand(String name) {
        this.name = name;
    }

    /// @param valued its options that take a value, besides `--config`
    /// @param flags those that take none
    static void add(CommandLine to, String name, String description, List<String> valued, List<String> flags) {
        var command = add(to, name, description);
        valued.forEach(option -> command.getCommandSpec()
                .addOption(OptionSpec.builder(option).type(String.class).build()));
        flags.forEach(option -> command.getCommandSpec()
                .addOption(OptionSpec.builder(option).arity("0").build()));
    }

    static CommandLine add(CommandLine to, String name, String description) {
        var command = new CommandLine(new ContainerCommand(name));
        command.getCommandSpec().usageMessage().description(description);
        to.addSubcommand(name, command);
        return command;
    }

    @Override
    public void run() {
        throw new CommandFailedException("run it as bin/jzrepl " + name);
    }
}
