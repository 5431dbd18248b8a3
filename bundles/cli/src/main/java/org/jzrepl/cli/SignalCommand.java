// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `signal wakeup|reset JOB`.
@Command(name = "signal", mixinStandardHelpOptions = true, description = "Wake a job, or end its run under way.")
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
