// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.command.Offline.ConfiguredJob;
import org.jzrepl.api.command.Offline.Session;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;

/// `test filesystems`: which datasets a job takes.
record FilterTrial(Offline offline, PrintStream out) {
    private static final String JOB = "--job";
    private static final String ALL = "--all";
    private static final String INPUT = "--input";
    static final CommandLine.Options OPTIONS = new CommandLine.Options(Set.of(JOB, INPUT), Set.of(ALL));

    boolean run(CommandLine line) throws ConfigException, IOException, InterruptedException {
        var job = line.value(JOB).orElseThrow(() -> new IllegalArgumentException(JOB + " is missing"));
        TestCommand.checkOneOf(line, ALL, INPUT);
        try (var session = offline.open(line.config())) {
            var filter = filter(session, job);
            if (line.has(INPUT)) {
                return tell(filter, line.value(INPUT).orElse(""));
            }
            for (var dataset : DatasetSelection.EVERY.read(session.zfs().catalog(), Scan.NAMES)) {
                tell(filter, dataset.path());
            }
            return true;
        }
    }

    private static DatasetFilter filter(Session session, String name) throws IOException {
        var job = session.jobs().stream()
                .filter(one -> one.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("job \"" + name + "\" does not exist; there are "
                        + session.jobs().stream().map(ConfiguredJob::name).toList()));
        return job.filesystems()
                .orElseThrow(() -> new IOException("job \"" + name + "\" is a " + job.type()
                        + ", which has no filter: name a push, source or snap job"));
    }

    private boolean tell(DatasetFilter filter, String input) {
        try {
            tell(filter, DatasetPath.parse(EntityName.FILESYSTEM.check(input)));
            return true;
        } catch (IllegalArgumentException e) {
            out.println("ERROR\t" + input + "\t" + e.getMessage());
            return false;
        }
    }

    private void tell(DatasetFilter filter, DatasetPath path) {
        out.println((filter.passes(path) ? "ACCEPT" : "REJECT") + "\t" + path + "\t");
    }
}
