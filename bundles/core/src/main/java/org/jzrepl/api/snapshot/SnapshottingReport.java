// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;

/// An immutable picture of a job's snapshotting. `type` is the configuration's; `missed` is how many rounds
/// came due while the last one was under way and were left out; `progress` is the last round's, by path.
public record SnapshottingReport(
        String type,
        State state,
        Optional<Instant> sleepUntil,
        Optional<String> error,
        int missed,
        List<Progress> progress) {
    public SnapshottingReport {
        progress = List.copyOf(progress);
    }

    /// The states of `operations.md` 5.7, with zrepl's numbers.
    public enum State {
        SYNC_UP(1),
        SYNC_UP_ERROR_WAIT(2),
        PLANNING(4),
        SNAPSHOTTING(8),
        WAITING(16),
        ERROR_WAIT(32),
        STOPPED(64);

        private final int code;

        State(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /// One filesystem's part of the round. `hooks` is the rendered table of `configuration.md` 6.6, as far as the
    /// hooks are; beneath the row of a step that failed, the end of what it said in lines that begin with a tab.
    public record Progress(
            DatasetPath filesystem,
            Outcome outcome,
            String snapshot,
            Optional<Instant> started,
            Optional<Instant> finished,
            String hooks,
            boolean hooksFailed) {}

    /// With zrepl's numbers.
    public enum Outcome {
        PENDING(1),
        STARTED(2),
        DONE(4),
        FAILED(8);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }
}
