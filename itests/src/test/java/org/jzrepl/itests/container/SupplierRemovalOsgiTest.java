// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bundles are stopped while a job of theirs is in the middle of a step, and brought back.
@TestInstance(Lifecycle.PER_CLASS)
final class SupplierRemovalOsgiTest {
    /// With the transport of the job that is stopped.
    private static final Map<String, String> NEEDED = Map.of(
            "zfs-simulated", "local",
            "replication", "tcp",
            "jobs", "tls",
            "snapshot-policies", "local",
            "transport-local", "local",
            "transport-tcp", "tcp",
            "transport-tls", "tls",
            "transport-ssh", "ssh",
            "rpc", "tcp");

    private static final Map<String, String> NOT_NEEDED = Map.of("pruning-rules", "tls", "logging-outlets", "tcp");

    private static final Set<String> OPERATORS = Set.of(
            "shell-commands",
            "simulate",
            "plugins",
            "org.apache.felix.gogo.command",
            "org.apache.felix.gogo.runtime",
            "org.jline");

    private static final String STARTS_ANEW = "the daemon starts anew: SwapScenarioTest";

    private static final Map<String, String> OF_OTHER_TESTS = Map.of(
            "config-yaml", "not noticed: ReaderUpdateOsgiTest",
            "zfs-native", "works on another ZFS: SnapshotRemovalOsgiTest",
            "hooks-databases", "is part of snapshots: SnapshotRemovalOsgiTest",
            "control-socket", STARTS_ANEW,
            "core", STARTS_ANEW,
            "logging", STARTS_ANEW,
            "org.apache.felix.scr", STARTS_ANEW);

    /// Only their packages are used, which stay when they are stopped.
    private static final Set<String> LIBRARIES =
            Set.of("org.conscrypt", "org.osgi.service.component", "org.osgi.util.function", "org.osgi.util.promise");

    private List<RemovalScene> scene = List.of();

    @BeforeAll
    void a_daemon_whose_jobs_take_a_while(@TempDir Path folder) throws Exception {
        scene = List.of(RemovalScene.start(folder, List.of("local", "tcp", "tls", "ssh")));
    }

    @AfterAll
    void its_end() throws IOException {
        for (var running : scene) {
            running.close();
        }
    }

    @ParameterizedTest
    @MethodSource
    void a_job_waits_for_what_it_cannot_do_without_and_then_goes_on(String bundle, String transport) throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin(transport);
        var supplier = here.bundles().named(bundle);
        supplier.stop();
        assertTrue(here.waits(transport), bundle);
        assertFalse(here.has(transport, snapshot), bundle);
        supplier.start();
        here.complete(transport, snapshot);
    }

    static Stream<Arguments> a_job_waits_for_what_it_cannot_do_without_and_then_goes_on() {
        return arguments(NEEDED);
    }

    @ParameterizedTest
    @MethodSource
    void a_job_under_way_does_not_notice_what_it_can_do_without(String bundle, String transport) throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin(transport);
        var supplier = here.bundles().named(bundle);
        supplier.stop();
        assertFalse(here.waits(transport), bundle);
        here.awaitArrival(transport, snapshot);
        supplier.start();
        here.complete(transport, snapshot);
    }

    static Stream<Arguments> a_job_under_way_does_not_notice_what_it_can_do_without() {
        return arguments(NOT_NEEDED);
    }

    @Test
    void nor_does_it_notice_that_all_those_go_which_operators_talk_to_or_do_without() throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin("local");
        for (var bundle : OPERATORS) {
            here.bundles().named(bundle).stop();
        }
        assertFalse(here.waits("local"));
        here.awaitArrival("local", snapshot);
        for (var bundle : OPERATORS) {
            here.bundles().named(bundle).start();
        }
        here.complete("local", snapshot);
        here.reload();
        assertTrue(here.plugins().contains("org.jzrepl.transport-tcp"), "the installer has begun again");
    }

    @Test
    void the_log_goes_on_when_the_outlets_are_back() throws Exception {
        var here = scene.getFirst();
        var outlets = here.bundles().named("logging-outlets");
        outlets.stop();
        var snapshot = here.begin("local");
        outlets.start();
        int before = here.logged().size();
        here.complete("local", snapshot);
        assertTrue(here.logged().size() > before, here.logged()::toString);
    }

    /// What is new in the distribution must be stopped under a job here, or elsewhere, or never.
    @Test
    void each_bundle_of_the_distribution_is_removed_during_a_job_or_has_a_reason() {
        var known = Stream.of(NEEDED.keySet(), NOT_NEEDED.keySet(), OPERATORS, OF_OTHER_TESTS.keySet(), LIBRARIES)
                .flatMap(Set::stream)
                .toList();
        assertEquals(Set.copyOf(known).size(), known.size(), "each in one place");
        assertEquals(scene.getFirst().bundles().words(), new TreeSet<>(known));
    }

    private static Stream<Arguments> arguments(Map<String, String> transportByBundle) {
        return new TreeMap<>(transportByBundle)
                .entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }
}
