// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gencompletion`: completion of commands and options, for a shell to source.
@Command(
        name = "gencompletion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Write a script that completes commands and options.",
            "",
            "bash: source it, or put it into /etc/bash_completion.d. zsh: source it after bashcompinit."
        },
        footer = {
            "",
            "Example:",
            "  jzrepl gencompletion bash /etc/bash_completion.d/jzrepl",
            "",
            "Exit status: 0 written; 1 not."
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell; one script serves both.")
    private Shell shell = Shell.bash;

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it; - for standard output.")
    private Path file = Path.of("-");

    enum Shell {
        bash,
        zsh
    }

    @Override
    public void run() {
        var script = AutoComplete.bash("jzrepl", spec.root().commandLine());
        try {
            if (file.toString().equals("-")) {
                System.out.println(script);
            } else {
                Files.writeString(file, script);
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
