// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;

/// The order and the failures of `configuration.md` 6.1.
final class HookStepsTest {
    private static final DatasetPath TANK = DatasetPath.parse("tank");

    private static final int KEPT = 40;

    private final List<String> ran = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final Consumer<HookSteps> seen = steps -> tables.add(steps.table(KEPT));

    // Closing notes that it was called, and may fail.
    @SuppressWarnings("try")
    private SnapshotHook hook(String name, boolean fatal, String... failing) {
        var fails = List.of(failing);
        Hook hook = (_, _) -> {
            step("pre " + name, fails);
            return new Hook.Engagement() {
                @Override
                public String report() {
                    return name;
                }

                @Override
                public void close() throws IOException {
                    step("post " + name, fails);
                }
            };
        };
        return new SnapshotHook(hook, fatal, DatasetFilter.ALL);
    }

    private void step(String step, List<String> failing) throws IOException {
        ran.add(step);
        if (failing.contains(step)) {
            throw new IOException(step + " failed");
        }
    }

    private HookSteps run(SnapshotHook... hooks) throws InterruptedException {
        var steps = new HookSteps(List.of(hooks), () -> Instant.EPOCH, seen);
        steps.run(TANK, "snap", () -> ran.add("snapshot"));
        return steps;
    }

    private static List<String> states(HookSteps steps) {
        return states(steps.table(KEPT));
    }

    private static List<String> states(String table) {
        return Stream.of(table.split("\n")).map(row -> row.split(" +")[1]).toList();
    }

    @Test
    void post_edges_run_in_reverse() throws InterruptedException {
        var steps = run(hook("a", false), hook("b", false));
        assertEquals(List.of("pre a", "pre b", "snapshot", "post b", "post a"), ran);
        assertFalse(steps.failed());
        assertTrue(steps.taken());
    }

    @Test
    void a_failed_pre_edge_that_is_not_fatal_lets_the_snapshot_happen_but_is_an_error() throws InterruptedException {
        var steps = run(hook("a", false), hook("b", false, "pre b"));
        assertEquals(List.of("pre a", "pre b", "snapshot", "post a"), ran);
        assertTrue(steps.failed() && steps.taken());
        assertEquals(List.of("Ok", "Err", "Ok", "SkippedDueToPreErr", "Ok"), states(steps));
    }

    @Test
    void after_a_fatal_failure_only_the_post_edges_of_the_earlier_hooks_run() throws InterruptedException {
        var steps = run(hook("a", false), hook("b", true, "pre b"), hook("c", false));
        assertEquals(List.of("pre a", "pre b", "post a"), ran);
        assertTrue(steps.failed());
        assertFalse(steps.taken());
        assertEquals(
                List.of(
                        "Ok",
                        "Err",
                        "SkippedDueToFatalErr",
                        "SkippedDueToFatalErr",
                        "SkippedDueToFatalErr",
                        "SkippedDueToFatalErr",
                        "Ok"),
                states(steps));
    }

    @Test
    void failures_of_post_edges_stop_nothing_even_if_fatal() throws InterruptedException {
        var steps = run(hook("a", true, "post a"), hook("b", true, "post b"));
        assertEquals(List.of("pre a", "pre b", "snapshot", "post b", "post a"), ran);
        assertEquals("post b failed; post a failed", steps.failures());
    }

    @Test
    void a_failed_snapshot_does_not_keep_post_edges_from_running() throws InterruptedException {
        var steps = new HookSteps(List.of(hook("a", false)), () -> Instant.EPOCH, seen);
        steps.run(TANK, "snap", () -> {
            throw new IOException("snapshot error: out of space");
        });
        assertEquals(List.of("pre a", "post a"), ran);
        assertEquals("snapshot error: out of space", steps.failures());
        assertFalse(steps.taken());
    }

    @Test
    void an_interrupt_does_not_keep_post_edges_from_running() {
        var steps = new HookSteps(List.of(hook("a", false)), () -> Instant.EPOCH, seen);
        assertThrows(
                InterruptedException.class,
                () -> steps.run(TANK, "snap", () -> {
                    throw new InterruptedException();
                }));
        assertEquals(List.of("pre a", "post a"), ran);
    }

    @Test
    void a_hook_with_a_bug_has_failed() throws InterruptedException {
        Hook broken = (_, _) -> {
            throw new IllegalStateException("a bug");
        };
        var steps = run(hook("a", false), new SnapshotHook(broken, false, DatasetFilter.ALL));
        assertEquals(List.of("pre a", "snapshot", "post a"), ran);
        assertTrue(steps.failures().contains("a bug"));
    }

    @Test
    void the_table_is_padded() throws InterruptedException {
        var steps = run(hook("a", false, "pre a"));
        assertEquals(
                "1 Err                0ms pre a failed\n2 Ok                 0ms snapshot\n3 SkippedDueToPreErr 0ms ",
                steps.table(KEPT));
    }

    @Test
    void what_runs_and_what_has_run_is_seen_as_each_step_begins() throws InterruptedException {
        run(hook("a", false), hook("b", false, "pre b"));
        assertEquals(
                List.of(
                        List.of("Exec", "Pending", "Pending", "Pending", "Pending"),
                        List.of("Ok", "Exec", "Pending", "Pending", "Pending"),
                        List.of("Ok", "Err", "Exec", "SkippedDueToPreErr", "Pending"),
                        List.of("Ok", "Err", "Ok", "SkippedDueToPreErr", "Exec")),
                tables.stream().map(table -> states(table)).toList());
        assertEquals("1 Exec    ... ", tables.getFirst().lines().findFirst().orElseThrow());
    }

    @Test
    void beneath_a_failure_is_the_end_of_what_its_cause_says() throws InterruptedException {
        Hook talkative = (_, _) -> {
            throw new IOException("no luck", new IOException("status 1\n" + "x".repeat(KEPT) + "\nalmost\r\nthere\n"));
        };
        var steps = run(new SnapshotHook(talkative, false, DatasetFilter.ALL));
        assertEquals(
                List.of(
                        "1 Err                0ms no luck",
                        "\t" + "x".repeat(KEPT - "\nalmost\r\nthere\n".length()),
                        "\talmost",
                        "\tthere",
                        "2 Ok                 0ms snapshot",
                        "3 SkippedDueToPreErr 0ms "),
                steps.table(KEPT).lines().toList());
        assertEquals("no luck", steps.failures());
    }

    @Test
    void a_failure_of_many_lines_has_one_row() throws InterruptedException {
        Hook wordy = (_, _) -> {
            throw new IOException("first\n  second");
        };
        var steps = run(new SnapshotHook(wordy, false, DatasetFilter.ALL));
        assertEquals("first second", steps.failures());
        assertEquals(3, steps.table(KEPT).lines().count());
    }
}
