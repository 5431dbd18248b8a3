// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `prune JOB --dry-run`: what the job's pruning would destroy if it came now.
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Show what a job's pruning would destroy if it came now; changes nothing.",
            "",
            "For each snapshot the rules that keep it, or that none does; and the bytes that would be freed by"
                    + " destroying those together, unknown for the datasets of another host. A run prunes after it"
                    + " has replicated: jzrepl plan JOB shows what will go then."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl prune data_to_backup --dry-run",
            "  jzrepl prune data_to_backup --dry-run --json | jq .Pruning",
            "",
            "Exit status: 0 shown; 1 no such job, a sink or source, or the daemon cannot be asked."
        })
final class PruneCommand implements Runnable {
    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(
            names = "--dry-run",
            required = true,
            description = "Only show it. Required: what prunes is a run of the job.")
    private boolean dryRun;

    @Override
    public void run() {
        plan.show("/prune", Map.of("DryRun", Boolean.toString(dryRun)));
    }
}
