// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A replication of one step that is slow enough for something to be done to the daemons in its middle.
///
/// @param bytes how large the step is
/// @param arrived whether all of it is on the other side
public record MidTransfer(DaemonProcess calling, String job, long bytes, Callable<Boolean> arrived) {
    /// What is done.
    @FunctionalInterface
    public interface Deed {
        void act() throws Exception;
    }

    /// What became of the run: the status of the invocation that came to the end. `woken`: that was the next one.
    public record Outcome(String what, long at, long bytes, boolean woken, PushStatus run) {
        private long resumed() {
            return run.steps().stream().filter(PushStatus.Step::resumed).count();
        }

        /// One attempt, nothing resumed, no error.
        public void assertUninterrupted() {
            assertFalse(woken, this::toString);
            assertEquals(List.of(), run.errors(), this::toString);
            assertEquals(0, resumed(), this::toString);
            assertEquals(1, run.attempts(), this::toString);
        }

        /// The same as [#assertResumed], without a wake-up.
        public void assertResumedByItself() {
            assertFalse(woken, this::toString);
            assertResumed();
        }

        /// The rest of the step was sent, and nothing twice.
        public void assertResumed() {
            assertEquals(List.of(), run.errors(), this::toString);
            assertEquals(1, resumed(), this::toString);
            assertEquals(1, run.steps().size(), this::toString);
            assertTrue(run.replicated() < bytes, () -> this + ": was sent again as a whole");
        }

        /// A line of evidence.
        @Override
        public String toString() {
            return "swap: " + what + " at " + at + " of " + bytes + " bytes: attempts " + run.attempts() + ", resumed "
                    + resumed() + ", last sent " + run.replicated() + (woken ? ", by the next run" : "");
        }
    }

    /// Wakes the job, acts when a part has been sent, and waits until all has arrived: by the same run, or by the
    /// next one if it has failed.
    public Outcome during(String what, Deed deed) throws Exception {
        var before = calling.active(job).started();
        calling.control().signal("wakeup", job);
        calling.await("a part has been sent", () -> isPartOf(calling.active(job), before));
        long at = replicated();
        assertTrue(at > 0 && at < bytes, "too late for " + what + ": " + at);
        deed.act();
        calling.await("all has arrived after " + what, () -> arrived.call() || hasFailed());
        boolean woken = !arrived.call();
        if (woken) {
            calling.control().signal("wakeup", job);
            calling.await("all has arrived by the run after " + what, arrived);
        }
        calling.await(
                "the run is over", () -> reached().filter(PushStatus::isOver).isPresent());
        return new Outcome(what, at, bytes, woken, calling.active(job));
    }

    /// How much of the step has been sent.
    public long replicated() throws IOException {
        return calling.active(job).replicated();
    }

    /// For deeds that must not be too late: fails when the step is done.
    public void assertUnderWay(String what) throws IOException {
        long now = replicated();
        assertTrue(now > 0 && now < bytes, what + " took longer than the transfer: " + now);
    }

    private boolean isPartOf(PushStatus now, String before) {
        return !now.started().equals(before) && now.replicated() > bytes / 8;
    }

    /// It waits for its next run.
    private boolean hasFailed() {
        return reached().filter(now -> now.isOver() && !now.errors().isEmpty()).isPresent();
    }

    /// Empty while no daemon answers.
    private Optional<PushStatus> reached() {
        try {
            return Optional.of(calling.active(job));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
