// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jzrepl.api.log.Reason;

/// One edge of a hook, or the snapshot between them: what state it is in, what it came to, and what was said on
/// the way if it failed. Used by one thread.
final class HookStep {
    private State state = State.PENDING;
    private Duration took = Duration.ZERO;
    private String report = "";
    private String said = "";

    enum State {
        PENDING("Pending"),
        EXEC("Exec"),
        OK("Ok"),
        ERR("Err"),
        SKIPPED_FATAL("SkippedDueToFatalErr"),
        SKIPPED_PRE("SkippedDueToPreErr");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }
    }

    /// Does it, and says what it was.
    @FunctionalInterface
    interface Work {
        String run() throws IOException, InterruptedException;
    }

    /// The engine's supervision: a hook that throws has failed, and concerns this filesystem alone.
    void perform(InstantSource clock, Runnable begun, Work work) throws InterruptedException {
        var start = clock.instant();
        state = State.EXEC;
        begun.run();
        try {
            report = oneLine(work.run());
            state = State.OK;
        } catch (IOException e) {
            report = oneLine(Reason.of(e));
            said = beyondFirstLine(Optional.ofNullable(e.getCause()).map(Reason::of));
        } catch (RuntimeException | LinkageError e) {
            report = oneLine(e.toString());
        } finally {
            took = Duration.between(start, clock.instant());
            state = state == State.OK ? State.OK : State.ERR;
        }
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    private static String beyondFirstLine(Optional<String> text) {
        return text.filter(words -> words.contains("\n"))
                .map(words -> words.substring(words.indexOf('\n') + 1))
                .orElse("");
    }

    void skip(State why) {
        state = why;
    }

    boolean is(State one) {
        return state == one;
    }

    String state() {
        return state.shown;
    }

    /// How long it took, as far as that is known.
    String time() {
        return state == State.PENDING || state == State.EXEC ? "..." : took.toMillis() + "ms";
    }

    String report() {
        return report;
    }

    /// The end of what was said, each line behind a tab and a line break.
    ///
    /// @param most how many characters
    String said(int most) {
        return said.substring(Math.max(0, said.length() - most))
                .lines()
                .map(line -> "\n\t" + line)
                .collect(Collectors.joining());
    }
}
