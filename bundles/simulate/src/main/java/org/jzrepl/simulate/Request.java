// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.simulate.Period.Outage;

/// What the command line asks for.
///
/// @param files the configurations: one, or two to compare
record Request(
        List<Chosen> files,
        Optional<Chosen> source,
        Period period,
        Optional<SnapshotList> snapshots,
        Optional<SnapshotList> receiverSnapshots,
        Optional<String> fromZfs,
        Output output) {
    static final String USAGE = """
            usage: jzrepl simulate [--config PATH] [--job JOB] [--for 2y] [--start TIME] [--json | --html FILE | --svg FILE]
                                   [--compare PATH [--compare-job JOB]] [--source PATH] [--source-job JOB]
                                   [--snapshots FILE | --from-zfs DATASET] [--receiver-snapshots FILE]
                                   [--offline-from 30d --offline-for 14d]

            Runs a job's snapshots, replication and pruning on simulated pools, years in seconds, and shows how many
            snapshots there are at each time. Nothing real is changed, and no hook is run.

              --job JOB         which job; needed if the file has several.
              --for SPAN        how long: 2y (of 365 days), 90d, 12h. Default: 2y.
              --start TIME      when it begins: 2026-01-01T00:00:00Z. Default: now.
              --compare PATH    a second configuration, side by side on the same history; --compare-job, its job.
              --source PATH     for a pull, or a job with snapshotting manual: the configuration with the job that takes
                                the snapshots; --source-job, that job. Default: the file of --config.
              --snapshots FILE  begin with these: what zfs list -Hp -t snapshot -o name,creation,createtxg,guid prints;
                                - is standard input. --receiver-snapshots FILE: the same of the other side.
              --from-zfs FS     begin with the snapshots of this dataset and those below it that the job takes; they are
                                listed, and nothing is changed.
              --offline-from SPAN, --offline-for SPAN
                                the receiver cannot be reached so long, from so long after the start on.
              --json            for programs.
              --html FILE       a page with the table and a picture; - is standard output. --svg FILE: the picture.

            Exit status: 0 done; 1 wrong usage or configuration, or a file cannot be read or written.""";

    private static final String JOB = "--job";
    private static final String FOR = "--for";
    private static final String START = "--start";
    private static final String COMPARE = "--compare";
    private static final String COMPARE_JOB = "--compare-job";
    private static final String SOURCE = "--source";
    private static final String SOURCE_JOB = "--source-job";
    private static final String SNAPSHOTS = "--snapshots";
    private static final String RECEIVER_SNAPSHOTS = "--receiver-snapshots";
    private static final String FROM_ZFS = "--from-zfs";
    private static final String OFFLINE_FROM = "--offline-from";
    private static final String OFFLINE_FOR = "--offline-for";
    private static final String JSON = "--json";
    private static final String HTML = "--html";
    private static final String SVG = "--svg";
    private static final Duration STANDARD = Duration.ofDays(2 * 365);

    static final CommandLine.Options OPTIONS = new CommandLine.Options(
            Set.of(
                    JOB,
                    FOR,
                    START,
                    COMPARE,
                    COMPARE_JOB,
                    SOURCE,
                    SOURCE_JOB,
                    SNAPSHOTS,
                    RECEIVER_SNAPSHOTS,
                    FROM_ZFS,
                    OFFLINE_FROM,
                    OFFLINE_FOR,
                    HTML,
                    SVG),
            Set.of(JSON));

    /// A job of a file; the only one, if none is named.
    record Chosen(Path file, Optional<String> job) {}

    /// Where the result goes.
    sealed interface Output {
        record Table() implements Output {}

        record Json() implements Output {}

        record Html(String file) implements Output {}

        record Svg(String file) implements Output {}
    }

    /// @throws IllegalArgumentException with a sentence for the user
    static Request of(CommandLine line, InstantSource clock) {
        atMostOne(line, SNAPSHOTS, FROM_ZFS);
        atMostOne(line, JSON, HTML);
        atMostOne(line, JSON, SVG);
        atMostOne(line, HTML, SVG);
        only(line, COMPARE_JOB, COMPARE);
        var file = line.config();
        var own = new Chosen(file, line.value(JOB));
        var compared = line.value(COMPARE)
                .map(Path::of)
                .map(other -> new Chosen(other, line.value(COMPARE_JOB).or(() -> line.value(JOB))));
        return new Request(
                compared.map(other -> List.of(own, other)).orElse(List.of(own)),
                line.has(SOURCE) || line.has(SOURCE_JOB)
                        ? Optional.of(
                                new Chosen(line.value(SOURCE).map(Path::of).orElse(file), line.value(SOURCE_JOB)))
                        : Optional.empty(),
                period(line, clock),
                line.value(SNAPSHOTS).map(SnapshotList::new),
                line.value(RECEIVER_SNAPSHOTS).map(SnapshotList::new),
                line.value(FROM_ZFS),
                output(line));
    }

    private static Period period(CommandLine line, InstantSource clock) {
        var from = line.value(START)
                .map(Request::start)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
        var length = line.value(FOR).map(text -> Span.parse(FOR, text)).orElse(STANDARD);
        only(line, OFFLINE_FROM, OFFLINE_FOR);
        only(line, OFFLINE_FOR, OFFLINE_FROM);
        var outage = line.value(OFFLINE_FROM)
                .map(text -> Span.parse(OFFLINE_FROM, text))
                .flatMap(begin -> line.value(OFFLINE_FOR)
                        .map(text -> Span.parse(OFFLINE_FOR, text))
                        .map(span -> new Outage(begin, span)));
        return new Period(from, length, outage);
    }

    private static Instant start(String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    START + ": \"" + text + "\" is no time: write it as 2026-01-01T00:00:00Z", e);
        }
    }

    private static Output output(CommandLine line) {
        if (line.has(JSON)) {
            return new Output.Json();
        }
        return line.value(HTML)
                .<Output>map(Output.Html::new)
                .or(() -> line.value(SVG).map(Output.Svg::new))
                .orElse(new Output.Table());
    }

    private static void atMostOne(CommandLine line, String one, String other) {
        if (line.has(one) && line.has(other)) {
            throw new IllegalArgumentException("give " + one + " or " + other + ", not both");
        }
    }

    private static void only(CommandLine line, String one, String with) {
        if (line.has(one) && !line.has(with)) {
            throw new IllegalArgumentException(one + " goes with " + with + " only");
        }
    }
}
