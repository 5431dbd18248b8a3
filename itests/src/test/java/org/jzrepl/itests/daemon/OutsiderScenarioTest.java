// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What an author of plug-ins does, from the build of one to its removal, with daemons that run all the while.
final class OutsiderScenarioTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/out/data");
    private static final String IDLE = """
            - {name: idle, type: snap, filesystems: {"tank<": true}, snapshotting: {type: manual},
               pruning: {keep: [{type: last_n, count: 100}]}}
            """;

    @TempDir
    private static Path shared;

    private static Optional<AuthorsRepository> repository = Optional.empty();

    @TempDir
    private Path folder;

    @BeforeAll
    static void fillRepository() throws Exception {
        repository = Optional.of(AuthorsRepository.fill(shared));
    }

    @Test
    void a_transport_is_installed_used_updated_during_a_transfer_rolled_back_and_removed() throws Exception {
        var outside = outside("transport-unix");
        var first = outside.bundle("1.0.0", "package", "-DskipTests");
        var second = outside.bundle("1.1.0", "package", "-DskipTests");
        var socket = folder.resolve("receiver/run/replication");
        var wiring = new Wiring(
                "{type: unix, listen: '" + socket + "', clients: {" + System.getProperty("user.name") + ": here}}",
                "{type: unix, socket: '" + socket + "'}",
                "",
                () -> {});
        var two = new TwoSides(
                true,
                "out",
                new DaemonFolder(folder.resolve("sender")),
                new DaemonFolder(folder.resolve("receiver")),
                wiring);
        var sending = pools(two.sender(), "tank", "tank/out", "tank/out/data");
        var receiving = pools(two.receiver(), "backup", "backup/out");
        var sides = List.of(two.receiver(), two.sender());
        two.sender().configure("zfs: " + two.sender().simulated(), IDLE);
        two.receiver().configure("zfs: " + two.receiver().simulated(), IDLE);
        try (var serving = DaemonProcess.start(two.receiver());
                var calling = DaemonProcess.start(two.sender())) {
            for (var side : sides) {
                say(side, "org.example.transport-unix 1.0.0: active", "plugin", "install", first, "--unsigned");
            }
            var slow = "{type: simulated, file: '" + two.sender().pools() + "', bytes_per_second: 2 MiB}";
            two.configure(slow, two.receiver().simulated(), "");
            for (var side : sides) {
                say(side, "reloaded: ", "reload");
            }
            replicate(two, calling, sending, "first", 1 << 20);

            write(sending, "second", 8 << 20);
            calling.control().signal("wakeup", two.job());
            calling.await(
                    "a part has been sent",
                    () -> calling.active(two.job()).steps().stream()
                            .anyMatch(step -> step.replicated() > 0 && step.replicated() < step.expected()));
            for (var side : sides) {
                say(
                        side,
                        "org.example.transport-unix 1.1.0: active",
                        "plugin",
                        "update",
                        "org.example.transport-unix",
                        second,
                        "--unsigned");
            }
            calling.await("the run is over", () -> calling.active(two.job()).isOver());
            assertUninterrupted(calling.active(two.job()));

            for (var side : sides) {
                say(
                        side,
                        "org.example.transport-unix 1.0.0: active",
                        "plugin",
                        "rollback",
                        "org.example.transport-unix");
            }
            replicate(two, calling, sending, "third", 1 << 20);

            two.sender().configure("zfs: " + two.sender().simulated(), IDLE);
            two.receiver().configure("zfs: " + two.receiver().simulated(), IDLE);
            for (var side : sides) {
                say(side, "reloaded: ", "reload");
                say(side, "org.example.transport-unix", "plugin", "remove", "org.example.transport-unix");
                assertFalse(said(side, "plugin", "list").contains("transport-unix"));
            }
            assertTrue(serving.isAlive() && calling.isAlive());
        }
        var copy = DatasetPath.parse(two.copy(DATA.toString()));
        for (var snapshot : List.of("first", "second", "third")) {
            assertEquals(sending.content(DATA, snapshot), receiving.content(copy, snapshot));
        }
    }

    @Test
    void a_keep_rule_is_built_with_its_tests_and_prunes() throws Exception {
        var rule = outside("keep-ruler").bundle("1.0.0", "verify");
        var side = new DaemonFolder(folder.resolve("host"));
        var zfs = pools(side, "tank", "tank/out", "tank/out/data");
        for (int i = 0; i < 20; i++) {
            zfs.snapshots().create(List.of(DATA), "s" + i);
        }
        side.configure("zfs: " + side.simulated(), IDLE);
        try (var daemon = DaemonProcess.start(side)) {
            say(side, "org.example.keep-ruler 1.0.0: active", "plugin", "install", rule, "--unsigned");
            side.configure("zfs: " + side.simulated(), """
                    - {name: idle, type: snap, filesystems: {"tank<": true}, snapshotting: {type: manual},
                       pruning: {keep: [{type: ruler, unit: 1w, per_doubling: 2}]}}
                    """);
            say(side, "reloaded: ", "reload");
            daemon.control().signal("wakeup", "idle");
            daemon.await(
                    "all but the first of this week are gone",
                    () -> snapshots(zfs).size() == 1);
            assertEquals(List.of("s0"), snapshots(zfs));
        }
    }

    private OutsideBuild outside(String example) throws Exception {
        return OutsideBuild.of(example, repository.orElseThrow(), folder.resolve("projects"));
    }

    private static List<String> snapshots(SimulatedZfs zfs) throws Exception {
        return zfs.catalog().revisions(DATA).stream().map(Revision::name).toList();
    }

    private static SimulatedZfs pools(DaemonFolder folder, String... datasets) throws Exception {
        var zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        for (var dataset : datasets) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        return zfs;
    }

    private static void write(SimulatedZfs zfs, String snapshot, long bytes) throws Exception {
        zfs.write(DATA, snapshot, bytes, snapshot.hashCode());
        zfs.snapshots().create(List.of(DATA), snapshot);
    }

    private static void replicate(TwoSides two, DaemonProcess calling, SimulatedZfs zfs, String snapshot, long bytes)
            throws Exception {
        write(zfs, snapshot, bytes);
        assertUninterrupted(calling.run(two.job()));
    }

    /// One attempt, nothing resumed, no error.
    private static void assertUninterrupted(PushStatus run) {
        assertEquals(List.of(), run.errors());
        assertEquals(
                List.of(false),
                run.steps().stream().map(PushStatus.Step::resumed).toList());
        assertEquals(1, run.attempts());
    }

    /// Runs a command that must succeed and say something with `expected` in it.
    private static void say(DaemonFolder side, String expected, Object... command) throws Exception {
        var said = said(side, command);
        assertTrue(said.contains(expected), () -> "`jzrepl " + List.of(command) + "` says: " + said);
        System.out.println("$ jzrepl "
                + String.join(
                        " ",
                        List.of(command).stream()
                                .map(OutsiderScenarioTest::word)
                                .toList()) + "\n" + said.strip());
    }

    private static String word(Object word) {
        return word instanceof Path path ? path.getFileName().toString() : word.toString();
    }

    private static String said(DaemonFolder side, Object... command) throws Exception {
        var words =
                new ArrayList<>(List.of(command).stream().map(Object::toString).toList());
        words.addAll(List.of("--config", side.config().toString()));
        var outcome = Product.run(side, words.toArray(String[]::new));
        assertEquals(0, outcome.status(), () -> words + ": " + outcome.out() + outcome.err());
        return outcome.out();
    }
}
