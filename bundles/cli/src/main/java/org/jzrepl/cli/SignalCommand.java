// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `signal wakeup|reset JOB`.
@Command(
        name = "signal",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Wake a job, or end its run under way.",
            "",
            "wakeup: the job runs now, or once more after the run under way; it takes no snapshots for that. reset: the run"
                    + " ends, what was being received stays resumable, and the job waits for its next time."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl signal wakeup data_to_backup",
            "  jzrepl signal reset data_to_backup",
            "",
            "Exit status: 0 delivered; 1 no such job, nothing to reset, or the daemon cannot be asked."
        })
final class SignalCommand implements Runnable {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "wakeup|reset", description = "What to do.")
    private Operation operation = Operation.wakeup;

    @Parameters(index = "1", paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    /// As the protocol writes them.
    enum Operation {
        wakeup,
        reset
    }

    @Override
    public void run() {
        config.client().post("/signal", Map.of("Name", job, "Op", operation.name()));
    }
}
