// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.job.Job;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.api.job.JobStatus;
import org.jzrepl.api.job.JobStatus.Phase;
import org.jzrepl.api.job.JobStatus.Snapping;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.prune.PruneReport;
import org.jzrepl.api.snapshot.SnapshottingReport;
import org.jzrepl.api.zfs.Zfs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes snapshots and prunes them, all on one side.
final class SnapJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(SnapJob.class);
    private static final Duration LONG = Duration.ofDays(1);

    private final JobName name;
    private final DatasetFilter filter;
    private final Part<Rhythm> rhythm;
    private final KeepRules keep;
    private final LocalEndpoints local;
    private Snapping picture = new Snapping(Phase.WAITING, Optional.empty(), Optional.empty()); // guarded by this

    SnapJob(JobName name, DatasetFilter filter, Part<Rhythm> rhythm, KeepRules keep, LocalEndpoints local) {
        this.name = name;
        this.filter = filter;
        this.rhythm = rhythm;
        this.keep = keep;
        this.local = local;
    }

    @Override
    public JobName name() {
        return name;
    }

    @Override
    public Optional<DatasetFilter> filesystems() {
        return Optional.of(filter);
    }

    @Override
    public Optional<Rehearsal> rehearse() throws IOException {
        return Optional.of(JobRehearsal.of(name, Optional.of(rhythm), Map.of(PruneSide.LOCAL, keep)));
    }

    @Override
    public synchronized JobStatus status() {
        return picture;
    }

    /// Where it was interrupted and starts again, nothing of what the status said is under way.
    @Override
    public void run(Context context) throws InterruptedException {
        phase(Phase.WAITING);
        var snapshots = new SnapshotRunner(name, filter, rhythm, context, this::snapshotting);
        try (var _ = new Companion(context.threads().start("snapshots of " + name, snapshots::run))) {
            while (true) {
                if (context.awaitWakeup(LONG) && !context.invoke(() -> prune(context))) {
                    LOG.info("pruning was reset");
                }
                phase(Phase.WAITING);
            }
        }
    }

    private void prune(Context context) throws InterruptedException {
        phase(Phase.PRUNING);
        try (var zfs = context.zfs().lease()) {
            var here = here(zfs.get());
            try (var _ = new Closing(here)) {
                new Pruner(name, PruneSide.LOCAL, context, this::pruning).run(here, new NewestVersion(here), keep);
            }
        }
        phase(Phase.DONE);
    }

    /// A run does nothing else: pruning alone is the whole of it.
    @Override
    public JobPlan plan(Context context, JobPlan.Extent extent) throws InterruptedException {
        boolean underWay = phase() != Phase.WAITING;
        try (var zfs = context.zfs().lease()) {
            var here = here(zfs.get());
            try (var _ = new Closing(here)) {
                var inspection = Inspection.local(zfs.get(), DatasetPath.ROOT, (_, _) -> false);
                var pruning = new DryRun(PruneSide.LOCAL, inspection).of(Stock.of(here), new NewestVersion(here), keep);
                return new JobPlan.Planned(underWay, Optional.empty(), List.of(pruning));
            }
        }
    }

    private Endpoint here(Zfs zfs) {
        return local.sender(name, zfs, SendSettings.none(filter));
    }

    private synchronized Phase phase() {
        return picture.phase();
    }

    private synchronized void phase(Phase phase) {
        picture = new Snapping(phase, picture.pruning(), picture.snapshotting());
    }

    private synchronized void pruning(PruneReport report) {
        picture = new Snapping(picture.phase(), Optional.of(report), picture.snapshotting());
    }

    private synchronized void snapshotting(SnapshottingReport report) {
        picture = new Snapping(picture.phase(), picture.pruning(), Optional.of(report));
    }

    /// Without another side everything up to the newest version counts as taken care of. No version at all:
    /// nothing to prune, which is no error.
    record NewestVersion(Endpoint here) implements Pruner.History {
        private static final Guid NONE = new Guid(0);

        static Guid of(List<Revision> versions) {
            return versions.stream().max(Revision.BY_AGE).map(Revision::guid).orElse(NONE);
        }

        @Override
        public List<DatasetPath> known() throws IOException, InterruptedException {
            return here.filesystems().stream().map(Filesystem::path).toList();
        }

        @Override
        public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
            return Optional.of(of(here.revisions(filesystem)));
        }
    }
}
