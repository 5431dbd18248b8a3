// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.command.Offline.Session;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.replication.abstractions.Subcommands.Subcommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `zfs-abstraction`: what jobs have left on the datasets of this host.
@Component(service = ToIntFunction.class, property = "jzrepl.command=zfs-abstraction")
public final class ZfsAbstractionCommand implements ToIntFunction<String[]> {
    private static final String USAGE = """
            usage: jzrepl zfs-abstraction list          [SELECTION] [--json] [--config PATH]
                   jzrepl zfs-abstraction release-stale [SELECTION] [--dry-run] [--force] [--json] [--config PATH]
                   jzrepl zfs-abstraction release-all   [SELECTION] [--dry-run] [--force] [--json] [--config PATH]
                   jzrepl zfs-abstraction create step   --target FS@SNAPSHOT --job JOB [--config PATH]

            Holds and bookmarks that jobs keep on this host, so that replication can go on where it ended. It reads the
            configuration to find ZFS; a daemon need not run. One that runs is asked: what belongs to a job that replicates,
            prunes or serves a client now is not released.

              list           one line for each.
              release-stale  those that no job needs: step holds that the cursor has passed, all cursors and last-received
                             holds but the newest. Tentative cursors stay.
              release-all    all of them. The next replication may have to begin anew, in full.
              create step    a step hold on one snapshot (-t and -j for short).

            SELECTION
              --fs FS        one dataset, or a filter: tank<:ok,tank/tmp:!
              --job JOB      those of one job, and those that name none
              --type A,B     step-hold, last-received-hold, replication-cursor-bookmark-v2,
                             tentative-replication-cursor-bookmark-v2, replication-cursor-bookmark-v1
              --concurrency N, -p N   as in zrepl; all datasets are listed at once anyhow

              --dry-run      change nothing, and say what would be released
              --force        release also what belongs to a job at work, or if the daemon does not say
              --json         objects for programs

            Exit status: 0 done; 1 wrong usage or configuration, or something could not be listed or released.""";

    private static final String FS = "--fs";
    private static final String JOB = "--job";
    private static final String TYPE = "--type";
    private static final String CONCURRENCY = "--concurrency";
    private static final String SHORT_CONCURRENCY = "-p";
    private static final String JSON = "--json";
    private static final String DRY_RUN = "--dry-run";
    private static final String FORCE = "--force";
    private static final Set<String> SELECTION = Set.of(FS, JOB, TYPE, CONCURRENCY, SHORT_CONCURRENCY);
    private static final CommandLine.Options LIST = new CommandLine.Options(SELECTION, Set.of(JSON));
    private static final CommandLine.Options RELEASE = new CommandLine.Options(SELECTION, Set.of(JSON, DRY_RUN, FORCE));

    private final Offline offline;

    @Activate
    public ZfsAbstractionCommand(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        return run(arguments, System.out, System.err);
    }

    int run(String[] arguments, PrintStream out, PrintStream err) {
        var stepHold = new StepHold(offline, out);
        var all = List.of(
                new Subcommand(List.of("list"), LIST, line -> list(line, out, err)),
                new Subcommand(List.of("release-stale"), RELEASE, line -> releaseStale(line, out)),
                new Subcommand(List.of("release-all"), RELEASE, line -> releaseAll(line, out, err)),
                new Subcommand(List.of("create", "step"), StepHold.OPTIONS, stepHold::create));
        return new Subcommands("jzrepl zfs-abstraction", USAGE, all).run(arguments, out, err);
    }

    private boolean list(CommandLine line, PrintStream out, PrintStream err)
            throws ConfigException, IOException, InterruptedException {
        var search = search(line);
        var failures = new Failures(err);
        try (var session = offline.open(line.config())) {
            search.find(session.zfs(), failures)
                    .forEach(one -> out.println(line.has(JSON) ? AbstractionJson.text(one) + "\n" : one.text()));
        }
        return failures.areNone();
    }

    /// What is not seen could be what makes the rest stale, or not: nothing is released after a failure.
    private boolean releaseStale(CommandLine line, PrintStream out)
            throws ConfigException, IOException, InterruptedException {
        var search = search(line);
        Staleness.check(search.types());
        try (var session = offline.open(line.config())) {
            var failed = Stream.<IOException>builder();
            var all = search.find(session.zfs(), failed::add);
            var first = failed.build().findFirst();
            if (first.isPresent()) {
                throw new IOException(
                        "nothing is released: " + first.orElseThrow().getMessage(), first.orElseThrow());
            }
            return remove(Staleness.stale(all), line, session, out);
        }
    }

    private boolean releaseAll(CommandLine line, PrintStream out, PrintStream err)
            throws ConfigException, IOException, InterruptedException {
        var search = search(line);
        var failures = new Failures(err);
        try (var session = offline.open(line.config())) {
            var all = search.find(session.zfs(), failures);
            return remove(all, line, session, out) & failures.areNone();
        }
    }

    private static boolean remove(List<Abstraction> victims, CommandLine line, Session session, PrintStream out)
            throws IOException, InterruptedException {
        if (!line.has(DRY_RUN) && !line.has(FORCE)) {
            requireAtRest(victims, new RunningDaemon(session.controlSocket()));
        }
        return new Removal(line.has(DRY_RUN), line.has(JSON), out).remove(victims, session.zfs());
    }

    private static void requireAtRest(List<Abstraction> victims, RunningDaemon daemon) throws IOException {
        if (victims.isEmpty()) {
            return;
        }
        var atWork = daemon.busy().stream()
                .filter(job -> victims.stream().anyMatch(victim -> isOf(victim, job)))
                .toList();
        if (!atWork.isEmpty()) {
            throw new IOException("nothing is released: the daemon at " + daemon.socket() + " is at work for "
                    + String.join(", ", atWork)
                    + "; wait until the status shows no run and no client of it, or give --force");
        }
    }

    private static boolean isOf(Abstraction victim, String job) {
        return victim.anchor().job().filter(owner -> owner.value().equals(job)).isPresent();
    }

    private static Search search(CommandLine line) {
        line.value(CONCURRENCY).or(() -> line.value(SHORT_CONCURRENCY)).ifPresent(ZfsAbstractionCommand::checkNumber);
        return new Search(
                line.value(FS).map(DatasetSelection::parse).orElse(DatasetSelection.EVERY),
                line.value(TYPE).map(AbstractionType::parse).orElse(AbstractionType.ALL),
                line.value(JOB).map(JobName::new));
    }

    private static void checkNumber(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(CONCURRENCY + " takes a number from 1, not \"" + text + "\"");
        }
    }
}
