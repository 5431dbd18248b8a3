// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobPlan.Extent;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// What jobs would do. Asks both sides on the session's thread: Ctrl-C gives it up.
@Component(
        service = PlanCommands.class,
        property = {"osgi.command.scope=jzrepl", "osgi.command.function=plan"})
public final class PlanCommands {
    private final Late<DaemonControl> daemon = new Late<>("a running daemon");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(DaemonControl now) {
        daemon.set(now);
    }

    void remove(DaemonControl gone) {
        daemon.unset(gone);
    }

    @Descriptor("shows what a job's next run would send and destroy, with the reasons; changes nothing")
    public void plan(
            @Parameter(
                            names = {"-p", "--pruning"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("the pruning alone, as if it came now")
                    boolean pruning,
            @Descriptor("the job's name") String job)
            throws CommandRefusedException, InterruptedException {
        System.out.println(PlanText.of(planned(job, pruning ? Extent.PRUNING : Extent.RUN)));
    }

    private JobPlan.Planned planned(String job, Extent extent) throws CommandRefusedException, InterruptedException {
        try {
            return switch (daemon.get().plan(JobArgument.parse(job), extent)) {
                case JobPlan.Planned plan -> plan;
                case JobPlan.Unplannable(var reason) -> throw new CommandRefusedException(reason);
            };
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandRefusedException(e.getMessage());
        }
    }
}
