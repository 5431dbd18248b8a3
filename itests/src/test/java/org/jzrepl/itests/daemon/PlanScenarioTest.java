// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;

/// An operator asks what a job would do, lets it, and finds what was shown.
final class PlanScenarioTest {
    private static final String JOBS =
            SimulatedPush.jobs("{type: manual}", "[{type: last_n, count: 2}]", "[{type: last_n, count: 3}]");

    @TempDir
    private Path folder;

    @Test
    void a_run_does_what_was_shown_before_and_asking_changes_nothing() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        push.folder().configure("zfs: " + push.folder().simulated(), JOBS);
        push.create("tank/data");
        snapshots(push, "1", "2", "3");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var text = ask(push, "plan", "data");
            assertTrue(text.contains("tank/data: send 1 step, "), text);
            assertTrue(text.contains("in full, since the receiver does not have it"), text);
            assertTrue(text.contains("destroy @1  "), text);
            assertTrue(text.contains("keep_sender[0] last_n"), text);
            var early = ask(push, "prune", "data", "--dry-run");
            assertTrue(early.contains("no replication cursor: one replication must succeed"), early);

            assertRunsAsPlanned(push, daemon, List.of(" => @3"));
            snapshots(push, "4", "5");
            assertRunsAsPlanned(push, daemon, List.of("@3 => @4", "@4 => @5"));

            var now = PlanDocument.parse(ask(push, "prune", "data", "--dry-run", "--json"));
            assertEquals(List.of(), now.snapshots("sender", "tank/data", "destroy"));
            assertEquals(List.of("4", "5"), now.snapshots("sender", "tank/data", "keep"));
        }
    }

    @Test
    void what_has_no_plan_says_so() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        try (var _ = DaemonProcess.start(push.folder())) {
            var sink = run(push, "plan", "backups");
            assertEquals(1, sink.status());
            assertTrue(sink.err().contains("the plans of the jobs that connect to it"), sink.err());
            var nobody = run(push, "prune", "nobody", "--dry-run");
            assertEquals(1, nobody.status());
            assertTrue(nobody.err().contains("job \"nobody\" does not exist; jobs: backups, data"), nobody.err());
        }
    }

    private static void assertRunsAsPlanned(SimulatedPush push, DaemonProcess daemon, List<String> steps)
            throws Exception {
        var before = names(push, "tank/data");
        var plan = PlanDocument.parse(ask(push, "plan", "data", "--json"));
        assertEquals(before, names(push, "tank/data"), "asking changes nothing");
        assertEquals(steps, plan.steps("tank/data"));
        var run = daemon.run(SimulatedPush.JOB);
        assertEquals(List.of(), run.errors());
        assertEquals(
                steps,
                run.steps().stream()
                        .map(step -> step.from() + " => " + step.to())
                        .toList());
        assertEquals(plan.snapshots("sender", "tank/data", "keep"), names(push, "tank/data"));
        assertEquals(
                plan.snapshots("receiver", "tank/data", "keep"),
                names(push, SimulatedPush.copy("tank/data").toString()));
    }

    private static void snapshots(SimulatedPush push, String... names) throws IOException, InterruptedException {
        for (var name : names) {
            push.write("tank/data", "file" + name, 100_000);
            push.snapshot(name, "tank/data");
        }
    }

    private static List<String> names(SimulatedPush push, String dataset) throws IOException, InterruptedException {
        return push.zfs().catalog().revisions(DatasetPath.parse(dataset)).stream()
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision::name)
                .toList();
    }

    private static String ask(SimulatedPush push, String... arguments) throws IOException, InterruptedException {
        var outcome = run(push, arguments);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    private static Product.Outcome run(SimulatedPush push, String... arguments)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", push.folder().config().toString()));
        return Product.run(push.folder(), all.toArray(String[]::new));
    }
}
