// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.local.OnDiskNames;

/// `create step`: holds a snapshot as a step of a job does.
record StepHold(Offline offline, PrintStream out) {
    private static final String TARGET = "--target";
    private static final String SHORT_TARGET = "-t";
    private static final String JOB = "--job";
    private static final String SHORT_JOB = "-j";
    static final CommandLine.Options OPTIONS =
            new CommandLine.Options(Set.of(TARGET, SHORT_TARGET, JOB, SHORT_JOB), Set.of());

    boolean create(CommandLine line) throws ConfigException, IOException, InterruptedException {
        var target = required(line, TARGET, SHORT_TARGET);
        var job = new JobName(required(line, JOB, SHORT_JOB));
        int at = target.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    TARGET + " takes a snapshot, FS@SNAPSHOT, not \"" + target + "\": nothing else can be held");
        }
        EntityName.SNAPSHOT.check(target);
        var dataset = DatasetPath.parse(target.substring(0, at));
        try (var session = offline.open(line.config())) {
            hold(session.zfs(), dataset, target.substring(at), OnDiskNames.stepHold(job));
        }
        return true;
    }

    private void hold(Zfs zfs, DatasetPath dataset, String relativeName, String tag)
            throws ZfsException, InterruptedException {
        var snapshot = zfs.catalog().revisions(dataset, List.of(relativeName)).stream()
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .findFirst()
                .orElseThrow(() -> new ZfsException("hold " + dataset + relativeName + ": snapshot does not exist"));
        zfs.anchors().hold(dataset, List.of(snapshot), tag);
        var anchor = OnDiskNames.ofTag(tag).orElseThrow();
        out.println(new Abstraction.Hold(dataset, anchor, snapshot, tag, 1).text());
    }

    private static String required(CommandLine line, String name, String shortName) {
        return line.value(name)
                .or(() -> line.value(shortName))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
