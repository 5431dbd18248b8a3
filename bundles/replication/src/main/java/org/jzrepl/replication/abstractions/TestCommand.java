// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.replication.abstractions.Subcommands.Subcommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `test`: tries what a job's configuration means on this host. Changes nothing.
@Component(service = ToIntFunction.class, property = "jzrepl.command=test")
public final class TestCommand implements ToIntFunction<String[]> {
    private static final String USAGE = """
            usage: jzrepl test filesystems       --job JOB (--all | --input FS) [--config PATH]
                   jzrepl test placeholder       (--all | --dataset FS) [--config PATH]
                   jzrepl test decoderesumetoken --token TOKEN

            Shows what is meant, and changes nothing; a daemon need not run.

              filesystems        which datasets a push, source or snap job takes: ACCEPT, REJECT or ERROR, the dataset, and
                                 what is wrong, separated by tabs. --input need not exist.
              placeholder        which datasets only hold others and may be overwritten by a first receive: yes or no, the
                                 dataset, and the local value of zrepl:placeholder, separated by tabs.
              decoderesumetoken  what a receive_resume_token says, as JSON.

            Exit status: 0 done; 1 wrong usage or configuration, an ERROR, or ZFS refused.""";

    private static final String TOKEN = "--token";

    private final Offline offline;

    @Activate
    public TestCommand(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        return run(arguments, System.out, System.err);
    }

    int run(String[] arguments, PrintStream out, PrintStream err) {
        var filter = new FilterTrial(offline, out);
        var placeholders = new PlaceholderTrial(offline, out);
        var all = List.of(
                new Subcommand(List.of("filesystems"), FilterTrial.OPTIONS, filter::run),
                new Subcommand(List.of("placeholder"), PlaceholderTrial.OPTIONS, placeholders::run),
                new Subcommand(List.of("decoderesumetoken"), new CommandLine.Options(Set.of(TOKEN), Set.of()), line -> {
                    out.println(TokenJson.text(
                            line.value(TOKEN).orElseThrow(() -> new IllegalArgumentException(TOKEN + " is missing"))));
                    return true;
                }));
        return new Subcommands("jzrepl test", USAGE, all).run(arguments, out, err);
    }

    /// Of two ways to name datasets exactly one must be given.
    static void checkOneOf(CommandLine line, String one, String other) {
        if (line.has(one) == line.has(other)) {
            throw new IllegalArgumentException("give either " + one + " or " + other);
        }
    }
}
