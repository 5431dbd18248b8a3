// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.prune.PrunePreview;
import org.jzrepl.api.prune.PruneReport.FilesystemReport;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.jobs.Inspection.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pruning of one side without acting: the plans that a [Pruner] would carry out.
record DryRun(PruneSide side, Inspection inspection) {
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    PrunePreview of(Stock stock, Pruner.History history, KeepRules rules) throws InterruptedException {
        try (var leased = rules.lease()) {
            var planned = new SidePlanner(new PrunePlanner(side, leased.rules())).plan(stock, history);
            var filesystems = new ArrayList<PrunePreview.Filesystem>();
            for (var one : planned) {
                filesystems.add(inspected(one));
            }
            return new PrunePreview(side.field(), Optional.empty(), filesystems);
        } catch (IOException | KeepRuleException e) {
            return new PrunePreview(side.field(), Optional.of(Reason.of(e)), List.of());
        }
    }

    private PrunePreview.Filesystem inspected(FilesystemReport one) throws InterruptedException {
        var finding = finding(one);
        return new PrunePreview.Filesystem(
                new FilesystemReport(one.plan(), one.skipped(), one.error(), finding.held()), finding.freed());
    }

    /// Unknown too where ZFS refuses to say, such as for a dataset that has gone meanwhile.
    private Finding finding(FilesystemReport one) throws InterruptedException {
        var victims = one.plan().victims();
        if (victims.isEmpty()) {
            return new Finding(List.of(), OptionalLong.of(0));
        }
        try {
            return inspection.of(one.plan().filesystem(), victims);
        } catch (ZfsException e) {
            LOG.atWarn()
                    .addKeyValue("fs", one.plan().filesystem())
                    .addKeyValue("err", Reason.of(e))
                    .log("cannot tell what destroying snapshots would free");
            return new Finding(List.of(), OptionalLong.empty());
        }
    }
}
