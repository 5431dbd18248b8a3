// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook.Engagement;
import org.jzrepl.jobs.HookStep.State;

/// One filesystem's snapshot with its hooks around it (`configuration.md` 6.1): pre edges in order, the snapshot,
/// post edges in reverse. The post edge of each hook whose pre edge succeeded runs, whatever else happens. Used
/// once, by one thread.
final class HookSteps {
    private final List<SnapshotHook> hooks;
    private final List<HookStep> before = new ArrayList<>();
    private final HookStep snapshot;
    private final List<HookStep> after = new ArrayList<>();
    private final List<Optional<Engagement>> engagements = new ArrayList<>();
    private final InstantSource clock;
    private final Runnable changed;

    /// @param changed is told whenever a step begins
    HookSteps(List<SnapshotHook> hooks, InstantSource clock, Consumer<HookSteps> changed) {
        this.hooks = List.copyOf(hooks);
        this.clock = clock;
        this.changed = () -> changed.accept(this);
        hooks.forEach(_ -> before.add(new HookStep()));
        snapshot = new HookStep();
        hooks.forEach(_ -> after.add(new HookStep()));
    }

    /// Takes the snapshot.
    @FunctionalInterface
    interface Callback {
        void run() throws IOException, InterruptedException;
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
                snapshot.skip(State.SKIPPED_FATAL);
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
            if (before.get(i).is(State.ERR)) {
                if (engagements.size() == i) {
                    engagements.add(Optional.empty());
                }
                after.get(i).skip(hook.fatal() ? State.SKIPPED_FATAL : State.SKIPPED_PRE);
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
            before.get(i).skip(State.SKIPPED_FATAL);
            after.get(i).skip(State.SKIPPED_FATAL);
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

    private void perform(HookStep step, HookStep.Work work) throws InterruptedException {
        step.perform(clock, changed, work);
    }

    private List<HookStep> all() {
        var all = new ArrayList<>(before);
        all.add(snapshot);
        all.addAll(after.reversed());
        return all;
    }

    boolean failed() {
        return all().stream().anyMatch(step -> step.is(State.ERR));
    }

    /// Whether the snapshot itself was taken.
    boolean taken() {
        return snapshot.is(State.OK);
    }

    /// What failed, for the log and the status.
    String failures() {
        return all().stream()
                .filter(step -> step.is(State.ERR))
                .map(HookStep::report)
                .collect(Collectors.joining("; "));
    }

    /// The table of `configuration.md` 6.6. The row of a step that failed has the end of what it said beneath it,
    /// in lines that begin with a tab.
    ///
    /// @param most how many characters of that for each
    String table(int most) {
        var steps = all();
        var row = "%-" + Integer.toString(steps.size()).length() + "s %-" + width(HookStep::state) + "s %-"
                + width(HookStep::time) + "s %s%s";
        return IntStream.range(0, steps.size())
                .mapToObj(i -> row(row, i + 1, steps.get(i), most))
                .collect(Collectors.joining("\n"));
    }

    private int width(Function<HookStep, String> column) {
        return all().stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String row(String format, int number, HookStep step, int most) {
        return String.format(Locale.ROOT, format, number, step.state(), step.time(), step.report(), step.said(most));
    }
}
