// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// What an author of plug-ins does, from an archetype to the removal, with daemons that run all the while.
final class OutsiderScenarioTest {
    private static final String TRANSPORT = "transport-mine";
    private static final String BUNDLE = OutsideProjects.GROUP + "." + TRANSPORT;
    private static final DatasetPath DATA = DatasetPath.parse("tank/out/data");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final String IDLE = """
            - {name: idle, type: snap, filesystems: {"tank<": true}, snapshotting: {type: manual},
               pruning: {keep: [{type: last_n, count: 100}]}}
            """;

    @TempDir
    private static Path shared;

    private static Optional<OutsideProjects> outside = Optional.empty();

    @TempDir
    private Path folder;

    /// All projects are generated or copied, built and tested here, together, since each run of Maven has its
    /// price.
    @BeforeAll
    static void buildPlugins() throws Exception {
        var repository = AuthorsRepository.fill(Files.createDirectory(shared.resolve("jzrepl")));
        var projects = new OutsideProjects(repository, Files.createDirectory(shared.resolve("projects")));
        for (var kind : List.of("keep", "hook", "outlet", "transport")) {
            projects.generate(kind, kind + "-mine");
        }
        projects.copy("keep-ruler");
        projects.copy("transport-unix");
        projects.verify();
        outside = Optional.of(projects);
    }

    @Test
    void a_transport_is_installed_used_updated_during_a_transfer_rolled_back_and_removed() throws Exception {
        outside().build(TRANSPORT, "1.1.0");
        var first = outside().bundle(TRANSPORT, "1.0.0");
        var second = outside().bundle(TRANSPORT, "1.1.0");
        int port = Wiring.freePort();
        var wiring = new Wiring(
                "{type: transport-mine, port: " + port + ", client: " + Wiring.CLIENT + "}",
                "{type: transport-mine, port: " + port + "}",
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
                say(side, BUNDLE + " 1.0.0: active", "plugin", "install", first, "--unsigned");
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
                say(side, BUNDLE + " 1.1.0: active", "plugin", "update", BUNDLE, second, "--unsigned");
            }
            calling.await("the run is over", () -> calling.active(two.job()).isOver());
            assertUninterrupted("second", calling.active(two.job()));

            for (var side : sides) {
                say(side, BUNDLE + " 1.0.0: active", "plugin", "rollback", BUNDLE);
            }
            replicate(two, calling, sending, "third", 1 << 20);

            two.sender().configure("zfs: " + two.sender().simulated(), IDLE);
            two.receiver().configure("zfs: " + two.receiver().simulated(), IDLE);
            for (var side : sides) {
                say(side, "reloaded: ", "reload");
                say(side, BUNDLE, "plugin", "remove", BUNDLE);
                assertFalse(said(side, "plugin", "list").contains(TRANSPORT));
            }
            assertTrue(serving.isAlive() && calling.isAlive());
        }
        var copy = DatasetPath.parse(two.copy(DATA.toString()));
        for (var snapshot : List.of("first", "second", "third")) {
            assertEquals(sending.content(DATA, snapshot), receiving.content(copy, snapshot));
        }
    }

    @Test
    void the_keep_rule_of_the_examples_prunes() throws Exception {
        var rule = outside().bundle("keep-ruler", "1.0.0");
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

    @Test
    void a_rule_a_hook_and_an_outlet_work_together_in_a_daemon_that_runs() throws Exception {
        var side = new DaemonFolder(folder.resolve("host"));
        var zfs = pools(
                side,
                InstantSource.offset(InstantSource.system(), MONTH.negated()),
                "tank",
                "tank/out",
                "tank/out/data");
        zfs.snapshots().create(List.of(DATA), "old");
        var journal = folder.resolve("journal");
        var logs = Files.createDirectory(folder.resolve("logs"));
        side.configure("zfs: " + side.simulated(), IDLE);
        try (var daemon = DaemonProcess.start(side)) {
            for (var name : List.of("keep-mine", "hook-mine", "outlet-mine", "transport-unix")) {
                var installed = OutsideProjects.GROUP + "." + name + " 1.0.0: active";
                say(side, installed, "plugin", "install", outside().bundle(name, "1.0.0"), "--unsigned");
            }
            side.configure(
                    "{type: outlet-mine, level: info, format: human, folder: '" + logs + "'}",
                    "zfs: " + side.simulated(),
                    """
                    - {name: nightly, type: snap, filesystems: {"tank/out/data": true},
                       snapshotting: {type: periodic, interval: 1h, prefix: new_, hooks: [{type: hook-mine, file: '%s'}]},
                       pruning: {keep: [{type: keep-mine, age: 14d}]}}
                    """.formatted(journal));
            say(side, "reloaded: ", "reload");
            daemon.await(
                    "only the new snapshot is there",
                    () -> snapshots(zfs).size() == 1 && !snapshots(zfs).contains("old"));
            var taken = DATA + "@" + snapshots(zfs).getFirst();
            assertTrue(taken.startsWith(DATA + "@new_"), taken);
            assertEquals(List.of("before " + taken, "after " + taken), Files.readAllLines(journal));
            daemon.await(
                    "the outlet has got entries of the job", () -> entries(logs).contains("nightly"));
        }
    }

    private static String entries(Path logs) throws IOException {
        try (var files = Files.list(logs)) {
            var days = new StringBuilder();
            for (var day : files.sorted().toList()) {
                days.append(Files.readString(day));
            }
            return days.toString();
        }
    }

    private static OutsideProjects outside() {
        return outside.orElseThrow();
    }

    private static List<String> snapshots(SimulatedZfs zfs) throws Exception {
        return zfs.catalog().revisions(DATA).stream().map(Revision::name).toList();
    }

    private static SimulatedZfs pools(DaemonFolder folder, String... datasets) throws Exception {
        return pools(folder, InstantSource.system(), datasets);
    }

    private static SimulatedZfs pools(DaemonFolder folder, InstantSource clock, String... datasets) throws Exception {
        var zfs = SimulatedZfs.inFile(folder.pools(), clock);
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
        assertUninterrupted(snapshot, calling.run(two.job()));
    }

    /// One attempt, nothing resumed, no error.
    private static void assertUninterrupted(String snapshot, PushStatus run) {
        assertEquals(List.of(), run.errors());
        assertEquals(
                List.of(false),
                run.steps().stream().map(PushStatus.Step::resumed).toList());
        assertEquals(1, run.attempts());
        System.out.println("snapshot " + snapshot + " replicated in one attempt, nothing resumed");
    }

    /// Runs a command that must succeed and say something with `expected` in it.
    private static void say(DaemonFolder side, String expected, Object... command) throws Exception {
        var said = said(side, command);
        assertTrue(said.contains(expected), () -> "`jzrepl " + List.of(command) + "` says: " + said);
        System.out.println(side.path().getFileName() + "$ jzrepl "
                + String.join(
                        " ",
                        List.of(command).stream()
                                .map(OutsiderScenarioTest::word)
                                .toList()) + "\n" + withoutKeys(said));
    }

    /// A reload lists what it has changed, key by key.
    private static String withoutKeys(String said) {
        return said.lines()
                .filter(line -> !line.startsWith("- ") && !line.startsWith("+ "))
                .collect(Collectors.joining("\n"));
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
