// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `plan JOB`: what the job's next run would do.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Show what a job's next run would do; changes nothing.",
            "",
            "Asks both sides as a run does: per filesystem what would be sent, from which snapshot and how much, why in"
                    + " full, or what is in the way; then what pruning would destroy once that has been sent, and the"
                    + " rule that keeps each other snapshot. Snapshots that are taken until the run begins are not in it."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl plan data_to_backup",
            "  jzrepl plan data_to_backup --json | jq .Replication",
            "",
            "Exit status: 0 shown; 1 no such job, a sink or source, or the daemon cannot be asked."
        })
final class PlanCommand implements Runnable {
    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Override
    public void run() {
        plan.show("/plan", Map.of());
    }
}
