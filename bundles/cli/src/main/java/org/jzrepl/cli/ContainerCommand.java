// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    static void add(CommandLine to, String name, String description) {
        var command = new CommandLine(new ContainerCommand(name));
        command.getCommandSpec().usageMessage().description(description);
        to.addSubcommand(name, command);
    }

    @Override
    public void run() {
        throw new CommandFailedException("run it as bin/jzrepl " + name);
    }
}
