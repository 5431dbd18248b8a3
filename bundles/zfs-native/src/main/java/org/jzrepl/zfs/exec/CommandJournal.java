// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.event.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Tells of one command: two events, and two lines in the log. A process's number is its id, for as long as it
/// runs.
///
/// Made on the thread that asks for the command, whose log fields name the job.
final class CommandJournal {
    private static final Logger LOG = LoggerFactory.getLogger(CommandJournal.class);
    private static final int LONGEST_COMMAND = 200;
    private static final int KILLED = 128;
    private static final double NANOS = 1e9;

    private final List<String> argv;
    private final Events events;
    private final Optional<JobName> job;
    private volatile Instant startedAt = Instant.MIN;
    private volatile long id;
    private volatile CpuTime cpu = CpuTime.NONE;

    CommandJournal(List<String> argv, Events events) {
        this.argv = argv;
        this.events = events;
        this.job = Optional.ofNullable(MDC.get("job")).map(JobName::new);
    }

    /// The command in one line, cut if it is very long.
    String command() {
        var whole = String.join(" ", argv);
        return whole.length() <= LONGEST_COMMAND ? whole : whole.substring(0, LONGEST_COMMAND) + "…";
    }

    /// What its threads are called.
    String role() {
        return argv.stream().skip(1).findFirst().map(verb -> "zfs " + verb).orElse("zfs");
    }

    void started(Process process) {
        id = process.pid();
        startedAt = Instant.now();
        LOG.atDebug()
                .addKeyValue("subsystem", "zfs.cmd")
                .addKeyValue("subsystem", "zfs.cmd")
                .addKeyValue("cmd", command())
                .log("command started");
        events.publish(new Event.CommandStarted(startedAt, id, job, argv));
    }

    /// To be called when the command closes its output, shortly before the system forgets its times.
    void ending() {
        cpu = CpuTime.of(id);
    }

    void ended(int status) {
        var at = Instant.now();
        int exit = status < 0 || status > KILLED ? -1 : status;
        var wall = Duration.between(startedAt, at);
        LOG.atDebug()
                .addKeyValue("subsystem", "zfs.cmd")
                .addKeyValue("subsystem", "zfs.cmd")
                .addKeyValue("cmd", command())
                .addKeyValue("exit", exit)
                .addKeyValue("total_time_s", wall.toNanos() / NANOS)
                .addKeyValue("usertime_s", cpu.user().toNanos() / NANOS)
                .addKeyValue("systemtime_s", cpu.system().toNanos() / NANOS)
                .log("command ended");
        events.publish(new Event.CommandEnded(at, id, job, argv, exit, wall, cpu.user(), cpu.system()));
    }
}
