// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.PushStatus.Step;

/// What became of replications whose daemon was killed: a table.
final class KillOutcomes {
    private static final String FORMAT = "kills: %-12s | %-9s | %9s | %-11s | %9s | %-5s | %s";

    private final List<String> rows = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> underWay = new TreeMap<>();

    /// What a job was at when it was last looked at.
    record State(boolean hasBegun, boolean isOver, long bytes) {
        static final State NOT_SEEN = new State(false, false, 0);

        /// Empty if the daemon does not answer any more.
        static Optional<State> look(DaemonProcess daemon, String job) {
            try {
                var now = daemon.active(job);
                return Optional.of(new State(!now.started().isEmpty(), now.isOver(), now.replicated()));
            } catch (IOException e) {
                return Optional.empty(); // killed just now
            }
        }

        boolean isUnderWay() {
            return hasBegun && !isOver;
        }

        private String word() {
            if (isUnderWay()) {
                return bytes > 0 ? "in stream" : "no bytes";
            }
            return isOver ? "over" : "not begun";
        }
    }

    /// How the successor went on: all steps of all its runs.
    record Recovery(List<Step> steps) {
        Recovery {
            steps = List.copyOf(steps);
        }

        boolean beganAnew() {
            return steps.stream().anyMatch(step -> word(step).equals("full"));
        }

        private long bytes() {
            return steps.stream().mapToLong(Step::replicated).sum();
        }

        private String word() {
            return Stream.of("full", "resumed", "incremental")
                    .filter(word -> steps.stream().anyMatch(step -> word(step).equals(word)))
                    .findFirst()
                    .orElse("had arrived");
        }

        private static String word(Step step) {
            return step.resumed() ? "resumed" : step.from().isEmpty() ? "full" : "incremental";
        }
    }

    void add(String guarantee, String point, State first, Recovery second, boolean equal) {
        rows.add(FORMAT.formatted(
                guarantee, first.word(), first.bytes(), second.word(), second.bytes(), equal ? "yes" : "NO", point));
        if (first.isUnderWay()) {
            underWay.merge(guarantee, 1, Integer::sum);
            counts.merge(guarantee + " " + second.word(), 1, Integer::sum);
        }
    }

    /// The kills that met a replication under way, of the guarantee with the fewest.
    int fewest() {
        return GuardedPushes.GUARANTEES.stream()
                .mapToInt(guarantee -> underWay.getOrDefault(guarantee, 0))
                .min()
                .orElseThrow();
    }

    /// One line for each guarantee and kill; then how many met a replication under way, and what became of these.
    List<String> lines() {
        var head = FORMAT.formatted("guarantee", "killed", "bytes", "then", "bytes", "equal", "point of kill");
        return Stream.of(Stream.of(head), rows.stream(), Stream.of("kills: under way " + underWay + ", then " + counts))
                .flatMap(lines -> lines)
                .toList();
    }
}
