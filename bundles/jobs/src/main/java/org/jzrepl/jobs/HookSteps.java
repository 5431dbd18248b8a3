// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.snapshot.Hook.Engagement;

/// One filesystem's snapshot with its hooks around it (`configuration.md` 6.1): pre edges in order, the snapshot,
/// post edges in reverse. The post edge of each hook whose pre edge succeeded runs, whatever else happens. Used
/// once, by one thread.
final class HookSteps {
    private final List<SnapshotHook> hooks;
    private final List<Step> before = new ArrayList<>();
    private final Step snapshot;
    private final List<Step> after = new ArrayList<>();
    private final List<Optional<Engagement>> engagements = new ArrayList<>();
    private final InstantSource clock;

    HookSteps(List<SnapshotHook> hooks, InstantSource clock) {
        this.hooks = List.copyOf(hooks);
        this.clock = clock;
        hooks.forEach(_ -> before.add(new Step()));
        snapshot = new Step();
        hooks.forEach(_ -> after.add(new Step()));
    }

    /// Takes the snapshot.
    @FunctionalInterface
    interface Callback {
        void run() throws IOException, InterruptedException;
    }

    private enum State {
        PENDING("Pending"),
        OK("Ok"),
        ERR("Err"),
        SKIPPED_FATAL("SkippedDueToFatalErr"),
        SKIPPED_PRE("SkippedDueToPreErr");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }
    }

    private static final class Step {
        private State state = State.PENDING;
        private Duration took = Duration.ZERO;
        private String report = "";
    }

    /// An interrupt ends what runs; the post edges that are due run before it goes on.
    void run(DatasetPath filesystem, String name, Callback callback) throws InterruptedException {
        try {
            if (engage(filesystem, name)) {
                perform(snapshot, () -> {
                    callback.run();
                    return "snapshot";
                });
            } else {
                snapshot.state = State.SKIPPED_FATAL;
            }
        } finally {
            disengage();
        }
    }

    /// False after a fatal failure: then nothing later is even tried.
    private boolean engage(DatasetPath filesystem, String name) throws InterruptedException {
        for (int i = 0; i < hooks.size(); i++) {
            var hook = hooks.get(i);
            perform(before.get(i), () -> {
                var engagement = hook.hook().engage(filesystem, name);
                engagements.add(Optional.of(engagement));
                return engagement.report();
            });
            if (before.get(i).state == State.ERR) {
                if (engagements.size() == i) {
                    engagements.add(Optional.empty());
                }
                after.get(i).state = hook.fatal() ? State.SKIPPED_FATAL : State.SKIPPED_PRE;
                if (hook.fatal()) {
                    skipFrom(i + 1);
                    return false;
                }
            }
        }
        return true;
    }

    private void skipFrom(int index) {
        for (int i = index; i < hooks.size(); i++) {
            before.get(i).state = State.SKIPPED_FATAL;
            after.get(i).state = State.SKIPPED_FATAL;
        }
    }

    private void disengage() throws InterruptedException {
        Optional<InterruptedException> interrupted = Optional.empty();
        for (int i = engagements.size() - 1; i >= 0; i--) {
            var engagement = engagements.get(i);
            if (engagement.isPresent()) {
                try {
                    perform(after.get(i), () -> {
                        engagement.orElseThrow().close();
                        return engagement.orElseThrow().report();
                    });
                } catch (InterruptedException e) {
                    interrupted = Optional.of(e);
                }
            }
        }
        if (interrupted.isPresent()) {
            throw interrupted.orElseThrow();
        }
    }

    private interface Work {
        String run() throws IOException, InterruptedException;
    }

    /// The engine's supervision: a hook that throws has failed, and concerns this filesystem alone.
    private void perform(Step step, Work work) throws InterruptedException {
        var start = clock.instant();
        step.state = State.ERR;
        try {
            step.report = work.run();
            step.state = State.OK;
        } catch (IOException e) {
            step.report = Reason.of(e);
        } catch (RuntimeException | LinkageError e) {
            step.report = e.toString();
        } finally {
            step.took = Duration.between(start, clock.instant());
        }
    }

    private List<Step> all() {
        var all = new ArrayList<>(before);
        all.add(snapshot);
        all.addAll(after.reversed());
        return all;
    }

    boolean failed() {
        return all().stream().anyMatch(step -> step.state == State.ERR);
    }

    /// Whether the snapshot itself was taken.
    boolean taken() {
        return snapshot.state == State.OK;
    }

    /// What failed, for the log and the status.
    String failures() {
        return all().stream()
                .filter(step -> step.state == State.ERR)
                .map(step -> step.report)
                .collect(Collectors.joining("; "));
    }

    /// The table of `configuration.md` 6.6.
    String table() {
        var steps = all();
        int numbers = Integer.toString(steps.size()).length();
        int states =
                steps.stream().mapToInt(step -> step.state.shown.length()).max().orElse(0);
        int times = steps.stream().mapToInt(step -> time(step).length()).max().orElse(0);
        var row = "%-" + numbers + "s %-" + states + "s %-" + times + "s %s";
        return IntStream.range(0, steps.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT, row, i + 1, steps.get(i).state.shown, time(steps.get(i)), steps.get(i).report))
                .collect(Collectors.joining("\n"));
    }

    private static String time(Step step) {
        return step.state == State.PENDING ? "..." : step.took.toMillis() + "ms";
    }
}
