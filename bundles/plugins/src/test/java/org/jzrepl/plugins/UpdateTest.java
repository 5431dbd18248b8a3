// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.plugins.BundleJar.NAME;
import static org.jzrepl.plugins.BundleJar.good;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.guest.Good;
import org.osgi.framework.Bundle;

/// New versions in the place of old ones, and the way back.
final class UpdateTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        operator = new Operator(folder);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void a_new_version_that_refuses_the_configuration_does_not_replace_the_old_one() throws Exception {
        operator.install(good("1.0.0"));
        operator.bench().swaps.complaints = List.of("keep month of nightly: a.yml:3:5: jobs[0].months: unknown key");
        var fresh = operator.update(good("1.1.0"));
        assertEquals(State.QUARANTINED, fresh.state());
        assertTrue(fresh.reason().contains("unknown key"), fresh.reason());
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertTrue(operator.bench().swaps.retired.isEmpty());
    }

    @Test
    void an_update_leaves_the_old_version_until_its_work_is_done_and_can_be_taken_back() throws Exception {
        operator.install(good("1.0.0"));
        assertEquals(State.ACTIVE, operator.update(good("1.1.0")).state());
        var old = operator.bench().plugin(NAME, "1.0.0");
        assertEquals(State.ACTIVE, old.state());
        assertEquals("is replaced and leaves when its work is done: used by nightly", old.reason());
        operator.bench().swaps.idle.countDown();
        await().until(() -> !operator.bench().isInFramework(NAME, "1.0.0"));
        await().until(() ->
                operator.bench().plugin(NAME, "1.0.0").reason().equals("former version, kept for a rollback"));

        assertEquals(
                "1.0.0",
                operator.bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(() -> operator.bench().plugin(NAME, "1.1.0").reason().equals("disabled"));
        operator.restart();
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(State.RESOLVED, operator.bench().plugin(NAME, "1.1.0").state());

        operator.bench().operations.change(NAME, Change.REMOVE);
        assertEquals(List.of(), operator.bench().roster.of(NAME), "all its versions go with the one that runs");
    }

    @Test
    void a_version_that_the_configuration_asks_for_stays() throws Exception {
        operator.install(good("1.0.0"));
        operator.bench().swaps.dependents = List.of("keep month [1.0.0,1.1.0) of nightly");
        operator.update(good("1.1.0"));
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertTrue(operator.bench()
                .plugin(NAME, "1.0.0")
                .reason()
                .startsWith("kept for keep month [1.0.0,1.1.0) of nightly"));
    }

    @Test
    void a_bundle_of_the_distribution_makes_way_also_after_a_restart_and_comes_back() throws Exception {
        operator.bench().swaps.idle.countDown();
        var better = new BundleJar("org.jzrepl.built-in", "1.1.0")
                .activator(Good.class)
                .announcesMonth();
        operator.bench()
                .operations
                .update(
                        "org.jzrepl.built-in",
                        Optional.of(operator.bench().jar(better).toString()),
                        true);
        await().until(() ->
                operator.bench().plugin("org.jzrepl.built-in", "1.0.0").state() == State.RESOLVED);
        operator.restart();
        operator.bench().swaps.idle.countDown();
        await().until(() ->
                operator.bench().plugin("org.jzrepl.built-in", "1.0.0").state() == State.RESOLVED);
        assertEquals(
                State.ACTIVE,
                operator.bench().plugin("org.jzrepl.built-in", "1.1.0").state());
        assertEquals(
                "replaced by 1.1.0",
                operator.bench().plugin("org.jzrepl.built-in", "1.0.0").reason());
        assertEquals(List.of(), operator.bench().operations.warnings());
        operator.bench().operations.change("org.jzrepl.built-in", Change.ROLLBACK);
        assertEquals(
                State.ACTIVE,
                operator.bench().plugin("org.jzrepl.built-in", "1.0.0").state());
        await().until(() ->
                operator.bench().plugin("org.jzrepl.built-in", "1.1.0").reason().equals("disabled"));
    }

    @Test
    void two_former_versions_are_kept_to_go_back_to() throws Exception {
        operator.bench().swaps.idle.countDown();
        operator.install(good("1.0.0"));
        for (var version : List.of("1.1.0", "1.2.0", "1.3.0", "1.4.0")) {
            operator.update(good(version));
            await().until(() -> formers(version).size() < 3 && isOnlyOneUp());
        }
        assertEquals(List.of("1.2.0", "1.3.0"), formers("1.4.0"));
        try (var files = Files.list(folder.resolve("plugin-store"))) {
            assertEquals(
                    3, files.filter(file -> file.toString().endsWith(".jar")).count());
        }
        operator.restart();
        assertEquals(List.of("1.2.0", "1.3.0"), formers("1.4.0"));
        operator.bench().swaps.idle.countDown();
        assertEquals(
                "1.3.0",
                operator.bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(this::isOnlyOneUp);
        assertEquals(
                "1.2.0",
                operator.bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(this::isOnlyOneUp);
        var refused = assertThrows(
                PluginRefusedException.class, () -> operator.bench().operations.change(NAME, Change.ROLLBACK));
        assertEquals("there is no former version of " + NAME + " to go back to", refused.getMessage());
    }

    private boolean isOnlyOneUp() {
        return operator.bench().roster.of(NAME).stream()
                        .filter(Roster.Line::isUp)
                        .count()
                == 1;
    }

    private List<String> formers(String current) {
        return operator.bench().roster.of(NAME).stream()
                .filter(Roster.Line::isFormer)
                .map(line -> line.id().version().toString())
                .filter(version -> !version.equals(current))
                .toList();
    }

    @Test
    void former_versions_that_a_crash_has_left_go_at_the_next_start() throws Exception {
        for (int i = 0; i < 5; i++) {
            var jar = operator.bench().jar(good("1." + i + ".0"));
            var staged = operator.bench().operations.sources().fetch(jar.toString());
            var entry = new Entry(
                    staged.id(),
                    staged.source(),
                    staged.sha256(),
                    Origin.COMMAND,
                    Signature.NONE,
                    true,
                    false,
                    Entry.Standing.FORMER,
                    Optional.empty(),
                    Instant.EPOCH.plusSeconds(i));
            operator.bench().store.add(staged, entry);
        }
        operator.restart();
        assertEquals(List.of("1.3.0", "1.4.0"), formers(""));
        assertEquals(2, operator.bench().store.entries().size());
    }

    private Bundle bundle(String version) {
        return operator.bench().roster.of(NAME).stream()
                .filter(line -> line.id().version().toString().equals(version))
                .flatMap(line -> line.bundle().stream())
                .findFirst()
                .orElseThrow();
    }

    /// It announces nothing, so that the old version is stopped before the new one is used.
    @Test
    void a_plug_in_that_the_felix_shell_has_uninstalled_can_be_updated() throws Exception {
        operator.bench().swaps.idle.countDown();
        operator.install(new BundleJar(NAME, "1.0.0").activator(Good.class));
        bundle("1.0.0").uninstall();
        assertEquals(
                State.ACTIVE,
                operator.update(new BundleJar(NAME, "1.1.0").activator(Good.class))
                        .state());
        assertEquals(Set.of("1.1.0"), inFramework());
    }

    @Test
    void a_version_that_the_felix_shell_has_uninstalled_costs_the_work_of_another_nothing() throws Exception {
        operator.install(good("1.0.0"));
        operator.install(good("1.1.0"));
        bundle("1.0.0").uninstall();
        assertEquals(State.ACTIVE, operator.update(good("1.2.0")).state());
        assertEquals(
                "is replaced and leaves when its work is done: used by nightly",
                operator.bench().plugin(NAME, "1.1.0").reason());
        operator.bench().swaps.idle.countDown();
        await().until(() -> formers("1.2.0").equals(List.of("1.0.0", "1.1.0")));
    }

    /// First by a newer version, then by the former one that is gone back to.
    @Test
    void a_version_that_is_replaced_twice_while_it_is_in_use_leaves_once() throws Exception {
        var swaps = operator.bench().swaps;
        operator.install(good("1.0.0"));
        operator.update(good("1.1.0"));
        swaps.idle.countDown();
        await().until(() -> formers("1.1.0").equals(List.of("1.0.0")));

        var first = new CountDownLatch(1);
        swaps.idle = first;
        operator.update(good("1.2.0"));
        var second = new CountDownLatch(1);
        swaps.idle = second;
        operator.bench().operations.change(NAME, Change.ROLLBACK);
        second.countDown();
        await().until(() -> isDisabled("1.1.0") && isDisabled("1.2.0"));
        first.countDown();
        await().until(() -> operator.bench().threads.running() == 0);
        assertTrue(
                isDisabled("1.1.0"), () -> operator.bench().operations.plugins().toString());

        operator.bench().operations.change(NAME, Change.REMOVE);
        assertEquals(Set.of(), inFramework(), "bundles that nobody knows of any more");
    }

    private boolean isDisabled(String version) {
        return operator.bench().plugin(NAME, version).reason().equals("disabled");
    }

    private Set<String> inFramework() {
        return Stream.of(operator.bench().framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(NAME))
                .map(bundle -> bundle.getVersion().toString())
                .collect(Collectors.toSet());
    }
}
