// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;

/// The decisions of a job: its rhythm, and the planning of its pruning.
record JobRehearsal(
        Optional<Lease<Rhythm>> rhythm,
        Optional<Duration> interval,
        Optional<ReplicationOptions> replication,
        List<Pruning> pruning)
        implements Rehearsal {
    JobRehearsal {
        pruning = List.copyOf(pruning);
    }

    /// Of a job that runs after its snapshots and has no other side.
    ///
    /// @param rulesBySide in the order in which a run prunes
    /// @throws IOException if nothing supplies the rhythm or a rule
    static JobRehearsal of(JobName job, Optional<Part<Rhythm>> rhythm, Map<PruneSide, KeepRules> rulesBySide)
            throws IOException {
        var sides = new ArrayList<Pruning>();
        boolean complete = false;
        try {
            for (var side : rulesBySide.entrySet()) {
                sides.add(Side.of(side.getKey(), side.getValue()));
            }
            var lease = rhythm.flatMap(Part::tryLease);
            if (rhythm.isPresent() && lease.isEmpty()) {
                throw new IOException(
                        "nothing supplies snapshotting " + rhythm.orElseThrow().type() + " now");
            }
            complete = true;
            return new JobRehearsal(lease, Optional.empty(), Optional.empty(), sides);
        } catch (IOException | KeepRuleException e) {
            throw new IOException("job \"" + job + "\": " + e.getMessage(), e);
        } finally {
            if (!complete) {
                close(sides);
            }
        }
    }

    /// The same with another side, and with runs of its own if there is an `interval`.
    JobRehearsal replicating(ReplicationOptions options, Optional<Duration> every) {
        return new JobRehearsal(rhythm, every, Optional.of(options), pruning);
    }

    @Override
    public Optional<Snapshots> snapshots() {
        return rhythm.map(Lease::get)
                .flatMap(now -> now.policy()
                        .flatMap(policy -> now.names()
                                .map(names -> new Snapshots(
                                        policy,
                                        names.prefix(),
                                        names::at,
                                        now.hooks().size()))));
    }

    @Override
    public void close() {
        rhythm.ifPresent(Lease::close);
        close(pruning);
    }

    private static void close(List<Pruning> sides) {
        sides.stream()
                .filter(Side.class::isInstance)
                .map(Side.class::cast)
                .forEach(side -> side.leased().close());
    }

    private record Side(PruneSide which, KeepRules.Leased leased, SidePlanner planner) implements Pruning {
        static Side of(PruneSide which, KeepRules rules) throws KeepRuleException {
            var leased = rules.lease();
            return new Side(which, leased, new SidePlanner(new PrunePlanner(which, leased.rules())));
        }

        @Override
        public String side() {
            return which.field();
        }

        @Override
        public FilesystemReport plan(DatasetPath filesystem, List<Revision> versions, Optional<Guid> cursor) {
            var until = which == PruneSide.LOCAL ? Optional.of(SnapJob.NewestVersion.of(versions)) : cursor;
            try {
                return planner.plan(filesystem, versions, until);
            } catch (KeepRuleException e) {
                return SidePlanner.failed(SidePlanner.nothing(filesystem), e.getMessage());
            }
        }
    }
}
