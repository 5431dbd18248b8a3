// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.threads.Threads;

/// Runs a program before and after a snapshot (`configuration.md` 6.2). `timeout` is for each of the two, and so
/// is `keptOutput`, how many bytes of the end of its output are told of if it fails.
record CommandHook(String path, Duration timeout, int keptOutput, Threads threads) implements Hook {
    private static final String BEFORE = "pre_snapshot";
    private static final String AFTER = "post_snapshot";

    @Override
    public Engagement engage(DatasetPath dataset, String snapshotName) throws IOException, InterruptedException {
        var report = run(BEFORE, dataset, snapshotName);
        return new Engaged(dataset, snapshotName, report);
    }

    // Closing runs the program and can be interrupted, which the lint rule for resources dislikes.
    @SuppressWarnings("try")
    private final class Engaged implements Engagement {
        private final DatasetPath dataset;
        private final String snapshotName;
        private volatile String report;

        private Engaged(DatasetPath dataset, String snapshotName, String report) {
            this.dataset = dataset;
            this.snapshotName = snapshotName;
            this.report = report;
        }

        @Override
        public String report() {
            return report;
        }

        @Override
        public void close() throws IOException, InterruptedException {
            report = run(AFTER, dataset, snapshotName);
        }
    }

    /// What ran, for the status.
    ///
    /// @throws IOException with the same and what went wrong, in a line; its cause has the end of the output
    private String run(String edge, DatasetPath dataset, String snapshotName) throws IOException, InterruptedException {
        var variables = variables(edge, dataset, snapshotName);
        var shown = variables.entrySet().stream()
                .map(variable -> variable.getKey() + "='" + variable.getValue() + "' ")
                .collect(Collectors.joining("", "\"", path + "\""));
        try (var _ = threads.span(Map.of("subsystem", "hook"))) {
            new HookProcess(path, variables, timeout, keptOutput, threads).run();
            return "command hook: " + shown;
        } catch (IOException e) {
            var reason = Reason.of(e).lines().findFirst().orElseThrow();
            throw new IOException("command hook failed with \"" + reason + "\": " + shown, e);
        }
    }

    private SortedMap<String, String> variables(String edge, DatasetPath dataset, String snapshotName) {
        return new TreeMap<>(Map.of(
                "ZREPL_HOOKTYPE",
                edge,
                "ZREPL_FS",
                dataset.toString(),
                "ZREPL_SNAPNAME",
                snapshotName,
                "ZREPL_DRYRUN",
                "",
                "ZREPL_TIMEOUT",
                Long.toString(timeout.toSeconds())));
    }

    /// For messages.
    static String written(Duration timeout) {
        return GoDuration.text(timeout);
    }
}
