// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bundles are exchanged in both daemons while a push over TLS is under way between them.
final class SwapScenarioTest {
    private static final List<ProductBundle> USED_IN_LEASES =
            bundles("pruning-rules", "zfs-simulated", "transport-tls");
    private static final List<ProductBundle> ENGINE = bundles("rpc", "replication");
    private static final ProductBundle CORE = new ProductBundle("core");
    private static final ProductBundle READER = new ProductBundle("config-yaml");
    private static final List<ProductBundle> EXCHANGED =
            Stream.concat(USED_IN_LEASES.stream(), ENGINE.stream()).toList();
    private static final String OTHER = "1.0.1";
    /// Seconds, long enough for six updates by the installer, for two, and for two by the shell.
    private static final int LONG = 10;

    /// For a few steps of the shell and a reload.
    private static final int MEDIUM = 5;
    private static final int SHORT = 2;

    @TempDir
    private Path folder;

    /// The updates must not take longer than the transfers.
    @BeforeEach
    void packOtherVersions() throws IOException {
        for (var bundle : EXCHANGED) {
            bundle.as(OTHER, folder);
        }
        READER.as(OTHER, folder);
    }

    private Path jar(ProductBundle bundle) {
        return folder.resolve(bundle.file(OTHER));
    }

    private static List<ProductBundle> bundles(String... names) {
        return Stream.of(names).map(ProductBundle::new).toList();
    }

    @Test
    void an_update_by_the_installer_interrupts_nothing_but_what_is_used_for_as_long_as_a_job_runs() throws Exception {
        try (var push = SlowPush.start(folder)) {
            push.during("plugin update pruning-rules, zfs-simulated, transport-tls", LONG, () -> {
                        for (var bundle : USED_IN_LEASES) {
                            pluginUpdate(push, bundle);
                            push.assertUnderWay("the update of " + bundle.name(), LONG);
                        }
                    })
                    .assertUninterrupted();
            for (var old : bundles("zfs-simulated", "transport-tls")) {
                awaitReplaced(push.running().calling(), old);
                awaitReplaced(push.running().serving(), old);
            }
            for (var bundle : ENGINE) {
                push.during("plugin update " + bundle.name(), MEDIUM, () -> pluginUpdate(push, bundle))
                        .assertResumed();
            }
            push.during("refresh core, with five plug-ins", SHORT, () -> {
                        refresh(push.sender(), push.running().calling());
                        refresh(push.receiver(), push.running().serving());
                        push.running()
                                .calling()
                                .control()
                                .signal("wakeup", push.two().job());
                    })
                    .assertResumed();
            for (var side : push.both()) {
                var bundles = side.shell("plugins | cat; rules | cat");
                for (var bundle : EXCHANGED) {
                    assertTrue(
                            bundles.lines()
                                    .anyMatch(line -> line.matches(bundle.symbolicName() + " +1\\.0\\.1 +active.*")),
                            bundles);
                }
            }
            assertTrue(push.sender().shell("rules | cat").contains("org.jzrepl.pruning-rules 1.0.1"));
            assertEquals(0, push.running().calling().terminate());
            assertEquals(0, push.running().serving().terminate());
        }
    }

    private void pluginUpdate(SlowPush push, ProductBundle bundle) throws IOException {
        for (var side : push.both()) {
            side.pluginUpdate(bundle, jar(bundle));
        }
    }

    private static void awaitReplaced(DaemonProcess daemon, ProductBundle old) {
        daemon.await(
                "the old " + old.name() + " leaves with its last lease",
                () -> daemon.log().stream()
                        .anyMatch(line -> line.contains("bundle of the distribution is replaced")
                                && line.contains(old.symbolicName() + " ")));
    }

    @Test
    void what_the_shell_updates_is_resumed_by_itself() throws Exception {
        try (var push = SlowPush.start(folder)) {
            for (var bundle : EXCHANGED) {
                var outcome = push.during(
                        "shell update " + bundle.name(),
                        SHORT,
                        () -> push.sender().update(bundle, jar(bundle)));
                if (bundle.name().equals("pruning-rules")) {
                    outcome.assertUninterrupted(); // rules are leased for the pruning only
                } else {
                    outcome.assertResumedByItself();
                }
            }
            push.during("shell update of all at the receiver", MEDIUM, () -> {
                        for (var bundle : EXCHANGED) {
                            push.receiver().update(bundle, jar(bundle));
                        }
                    })
                    .assertResumed();
            push.during("shell update config-yaml", MEDIUM, () -> replaceReader(push))
                    .assertUninterrupted();
            for (var change : List.of("stop org.jzrepl.control-socket", "update " + CORE.symbolicName())) {
                push.during("shell " + change, SHORT, () -> {
                            again(push.running().calling(), push.sender(), change);
                            push.running()
                                    .calling()
                                    .control()
                                    .signal("wakeup", push.two().job());
                        })
                        .assertResumed();
            }
            assertEquals(0, push.running().calling().terminate());
        }
    }

    /// The installer would leave a daemon that cannot start if the other one cannot read.
    private void replaceReader(SlowPush push) throws IOException {
        var refusal = assertThrows(IOException.class, () -> push.sender().pluginUpdate(READER, jar(READER)));
        assertTrue(refusal.getMessage().contains("belongs to the distribution"), refusal::getMessage);
        push.sender().update(READER, jar(READER));
        var bundles = push.sender().shell("lb -s");
        assertTrue(
                bundles.lines().anyMatch(line -> line.matches(".*Active.*org\\.jzrepl\\.config-yaml.*1\\.0\\.1.*")),
                bundles);
        push.running().calling().control().post("/reload", "{}");
        push.assertUnderWay("the update of the reader", MEDIUM);
    }

    @Test
    void a_daemon_whose_core_is_stopped_is_back_in_the_same_process_and_ends_when_it_cannot_be() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var operator = new DirectOperator(push.folder());
            for (var change : List.of(
                    "refresh org.jzrepl.core",
                    "stop org.jzrepl.core",
                    "refresh org.jzrepl.logging",
                    "stop org.apache.felix.scr")) {
                again(daemon, operator, change);
            }
            again(daemon, operator, "update org.jzrepl.control-socket");
            cutOff(operator, "uninstall org.jzrepl.core");
            assertEquals(4, daemon.awaitEnd());
            assertTrue(
                    daemon.log()
                            .contains("jzrepl: bundle org.jzrepl.core of the distribution was uninstalled:"
                                    + " it is back when the process is started again"),
                    daemon.log()::toString);
        }
    }

    private static void refresh(DirectOperator operator, DaemonProcess daemon) throws IOException {
        again(daemon, operator, "refresh " + CORE.symbolicName());
    }

    /// Does it, and waits for the daemon's next start.
    private static void again(DaemonProcess daemon, DirectOperator operator, String script) throws IOException {
        long starts = starts(daemon);
        cutOff(operator, script);
        daemon.await("it is there again after " + script, () -> starts(daemon) == starts + 1);
        assertTrue(daemon.isAlive());
    }

    /// The daemon that a shell belongs to may end before it has said that all went well.
    private static void cutOff(DirectOperator operator, String script) throws IOException {
        try {
            operator.shell(script);
        } catch (EOFException e) {
            System.out.println("`" + script + "` ends its own session");
        }
    }

    private static long starts(DaemonProcess daemon) {
        return daemon.log().stream()
                .filter(line -> line.contains(": daemon started "))
                .count();
    }
}
