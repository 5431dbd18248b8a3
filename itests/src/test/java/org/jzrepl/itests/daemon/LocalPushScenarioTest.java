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

/// How a daemon's end, and the end of what it works on, leave the work.
final class LocalPushScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void what_a_killed_daemon_began_its_successor_goes_on_with() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        push.create("tank/data");
        push.write("tank/data", "first", 1 << 20);
        push.snapshot("1", "tank/data");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var first = daemon.run(SimulatedPush.JOB);
            assertEquals(List.of(), first.errors());
            assertEquals(List.of("tank/data"), first.done());
            daemon.kill();
        }
        push.write("tank/data", "second", 1 << 20);
        push.snapshot("2", "tank/data");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var second = daemon.run(SimulatedPush.JOB);
            assertEquals(List.of(), second.errors());
            assertEquals(
                    List.of("@1"),
                    second.steps().stream().map(PushStatus.Step::from).toList());
        }
        assertEquals(1, push.bothSides("tank/data", "2").size());
    }

    @Test
    void asked_to_stop_in_the_middle_of_a_step_it_leaves_a_receive_that_goes_on_later() throws Exception {
        var push = SimulatedPush.prepare(folder, ", bytes_per_second: 2 MiB", "");
        push.create("tank/data");
        push.write("tank/data", "large", 8 << 20);
        push.snapshot("1", "tank/data");
        try (var daemon = DaemonProcess.start(push.folder())) {
            daemon.control().signal("wakeup", SimulatedPush.JOB);
            daemon.await(
                    "a part has been sent",
                    () -> daemon.active(SimulatedPush.JOB).steps().stream()
                            .anyMatch(step -> step.replicated() > 1 << 20));
            assertEquals(0, daemon.terminate());
            assertTrue(
                    daemon.log().getLast().contains("daemon stopped"),
                    daemon.log().toString());
        }
        try (var daemon = DaemonProcess.start(push.folder())) {
            var second = daemon.run(SimulatedPush.JOB);
            assertEquals(List.of(), second.errors());
            assertTrue(
                    second.steps().getFirst().resumed(), () -> second.steps() + "\n" + String.join("\n", daemon.log()));
        }
        assertEquals(1, push.bothSides("tank/data", "1").size());
    }

    @Test
    void a_dataset_that_vanishes_under_a_run_fails_alone() throws Exception {
        var push = SimulatedPush.prepare(folder, ", bytes_per_second: 1 MiB", "");
        var datasets = List.of("tank/a", "tank/b", "tank/c");
        for (var dataset : datasets) {
            push.create(dataset);
            push.write(dataset, "file", 3 << 20);
            push.snapshot("1", dataset);
        }
        try (var daemon = DaemonProcess.start(push.folder())) {
            daemon.control().signal("wakeup", SimulatedPush.JOB);
            daemon.await("one is being sent", () -> begun(daemon).size() == 1);
            // one at a time; which is first is not fixed where they are of one second
            var left = new ArrayList<>(datasets);
            left.removeAll(begun(daemon));
            var victim = left.removeLast();
            push.zfs().destroy(DatasetPath.parse(victim));
            daemon.await(
                    "the run is over", () -> daemon.active(SimulatedPush.JOB).isOver());
            var run = daemon.active(SimulatedPush.JOB);
            var others = datasets.stream().filter(one -> !one.equals(victim)).toList();
            assertEquals(others, run.done().stream().sorted().toList());
            assertTrue(
                    run.errors().stream().allMatch(error -> error.contains(victim)),
                    run.errors().toString());
            for (var other : others) {
                assertEquals(1, push.bothSides(other, "1").size());
            }
        }
    }

    private static List<String> begun(DaemonProcess daemon) throws IOException {
        return daemon.active(SimulatedPush.JOB).steps().stream()
                .filter(step -> step.replicated() > 0)
                .map(PushStatus.Step::filesystem)
                .toList();
    }
}
