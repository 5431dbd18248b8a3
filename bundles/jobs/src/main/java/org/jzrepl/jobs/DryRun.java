// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pruning of one side without acting: the plans that a [Pruner] would carry out now.
record DryRun(PruneSide side, FreedBytes freed) {
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    /// Asks what destroying snapshots together would free.
    @FunctionalInterface
    interface FreedBytes {
        /// For the datasets of another host: the protocol cannot ask.
        FreedBytes UNKNOWN = (_, _) -> OptionalLong.empty();

        OptionalLong of(DatasetPath filesystem, List<Snapshot> snapshots) throws ZfsException, InterruptedException;

        /// For the datasets of this host; `root` is where the side's paths begin, [DatasetPath#ROOT] for a
        /// sender.
        static FreedBytes local(ZfsSnapshots zfs, DatasetPath root) {
            return (filesystem, snapshots) -> zfs.freed(filesystem.below(root), snapshots);
        }
    }

    PrunePreview of(Endpoint target, Pruner.History history, KeepRules rules) throws InterruptedException {
        try (var leased = rules.lease()) {
            var planned = new SidePlanner(new PrunePlanner(side, leased.rules())).plan(target, history);
            var filesystems = new ArrayList<PrunePreview.Filesystem>();
            for (var one : planned) {
                filesystems.add(new PrunePreview.Filesystem(one, freed(one)));
            }
            return new PrunePreview(side.field(), Optional.empty(), filesystems);
        } catch (IOException | KeepRuleException e) {
            return new PrunePreview(side.field(), Optional.of(Reason.of(e)), List.of());
        }
    }

    /// Unknown too where ZFS refuses to say, such as for a snapshot that has gone meanwhile.
    private OptionalLong freed(FilesystemReport one) throws InterruptedException {
        var victims = one.plan().victims();
        if (victims.isEmpty()) {
            return OptionalLong.of(0);
        }
        try {
            return freed.of(one.plan().filesystem(), victims);
        } catch (ZfsException e) {
            LOG.atWarn()
                    .addKeyValue("fs", one.plan().filesystem())
                    .addKeyValue("err", Reason.of(e))
                    .log("cannot tell what destroying snapshots would free");
            return OptionalLong.empty();
        }
    }
}
