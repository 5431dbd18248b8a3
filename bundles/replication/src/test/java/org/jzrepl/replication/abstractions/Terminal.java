// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.command.Offline.ConfiguredJob;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.zfs.Zfs;

/// Runs the commands on one ZFS, beside a daemon at `socket` if one is there, with a push job that leaves
/// `tank/tmp` out, and a sink.
record Terminal(Zfs zfs, Path socket) {
    private static final List<ConfiguredJob> JOBS = List.of(
            new ConfiguredJob(
                    new JobName("job"),
                    "push",
                    Optional.of(new DatasetFilter(Map.of("tank<", true, "tank/tmp<", false)))),
            new ConfiguredJob(new JobName("sink"), "sink", Optional.empty()));

    /// Without a daemon.
    Terminal(Zfs zfs) {
        this(zfs, Path.of("nobody"));
    }

    record Outcome(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Outcome abstraction(String... words) {
        return run(new ZfsAbstractionCommand(session())::run, words);
    }

    Outcome test(String... words) {
        return run(new TestCommand(session())::run, words);
    }

    private Offline session() {
        return _ -> new Offline.Session() {
            @Override
            public List<ConfiguredJob> jobs() {
                return JOBS;
            }

            @Override
            public Path controlSocket() {
                return socket;
            }

            @Override
            public Zfs zfs() {
                return zfs;
            }

            @Override
            public Optional<Rehearsal> rehearse(JobName job) {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    private interface Command {
        int run(String[] arguments, PrintStream out, PrintStream err);
    }

    private static Outcome run(Command command, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var config = words.length == 0 ? Stream.<String>empty() : Stream.of("--config", "x.yml");
        var arguments = Stream.concat(Stream.of(words), config).toArray(String[]::new);
        int status = command.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
