// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `status`: what the daemon's jobs are at.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Show what the jobs are at.",
            "",
            "Asks the daemon once: replication with its steps and bytes, pruning of both sides, when the next snapshots"
                    + " are due, and what has failed, job by job."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl status --job data_to_backup",
            "  jzrepl status --mode raw | jq '.Jobs | keys'",
            "",
            "Exit status: 0 shown; 1 no such job, or the daemon cannot be asked."
        })
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
        var status = client.ask("/status");
        var jobs = status.getAsJsonObject("Jobs");
        if (job.isPresent() && !jobs.has(job.orElseThrow())) {
            throw new CommandFailedException("job \"" + job.orElseThrow() + "\" does not exist");
        }
        if (job.isEmpty()) {
            printWarnings(Json.list(status, "Warnings"));
        }
        System.out.print(new StatusText().render(jobs, job));
    }

    private static void printWarnings(List<JsonElement> warnings) {
        warnings.forEach(warning -> System.out.println("Warning: " + warning.getAsString()));
        if (!warnings.isEmpty()) {
            System.out.println();
        }
    }
}
