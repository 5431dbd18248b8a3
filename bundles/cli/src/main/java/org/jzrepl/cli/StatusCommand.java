// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `status`: what the daemon's jobs are at.
@Command(name = "status", mixinStandardHelpOptions = true, description = "Show what the jobs are at.")
final class StatusCommand implements Runnable {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--mode",
            paramLabel = "dump|raw",
            defaultValue = "dump",
            description = "dump: a text; raw: the JSON document. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.dump;

    @Option(names = "--job", paramLabel = "NAME", description = "Show this job only.")
    private Optional<String> job = Optional.empty();

    enum Mode {
        dump,
        raw
    }

    @Override
    public void run() {
        var client = config.client();
        if (mode == Mode.raw) {
            System.out.print(client.post("/status", Map.of()));
            return;
        }
        var jobs = client.ask("/status").getAsJsonObject("Jobs");
        if (job.isPresent() && !jobs.has(job.orElseThrow())) {
            throw new CommandFailedException("job \"" + job.orElseThrow() + "\" does not exist");
        }
        System.out.print(new StatusText().render(jobs, job));
    }
}
