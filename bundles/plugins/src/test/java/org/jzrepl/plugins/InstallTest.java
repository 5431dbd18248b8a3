// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.Plugin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.guest.Good;
import org.jzrepl.plugins.guest.Hanging;
import org.jzrepl.plugins.guest.Throwing;
import org.osgi.framework.Bundle;

/// What an operator sees of the pipeline, for good bundles and bad ones.
final class InstallTest {
    private static final String NAME = "com.acme.month";

    @TempDir
    Path folder = Path.of("");

    private Optional<Bench> opened = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        opened = Optional.of(new Bench(folder));
    }

    @AfterEach
    void close() throws Exception {
        bench().close();
    }

    private Bench bench() {
        return opened.orElseThrow();
    }

    /// As a restart of the daemon does: a new framework over the same store.
    private void restart() throws Exception {
        bench().close();
        open();
        bench().installer.bringUpAll();
    }

    private static BundleJar good(String version) {
        return new BundleJar(NAME, version).activator(Good.class).announcesMonth();
    }

    private Plugin install(BundleJar jar) throws Exception {
        return bench().operations.install(bench().jar(jar).toString(), true);
    }

    private Plugin update(BundleJar jar) throws Exception {
        return bench().operations.update(NAME, Optional.of(bench().jar(jar).toString()), true);
    }

    private String refusal(BundleJar jar) {
        return assertThrows(PluginRefusedException.class, () -> install(jar)).getMessage();
    }

    @Test
    void a_good_bundle_is_active_and_admitted_and_still_there_after_a_restart() throws Exception {
        var plugin = install(good("1.0.0"));
        assertEquals(State.ACTIVE, plugin.state());
        assertEquals(List.of("keep month"), plugin.supplies());
        assertEquals("unsigned, accepted by the operator", plugin.signature());
        assertEquals(1, bench().swaps.admitted.size());
        restart();
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "unsigned, accepted by the operator",
                bench().plugin(NAME, "1.0.0").signature());
    }

    @Test
    void an_unsigned_bundle_needs_a_yes() {
        var file = bench().jar(good("1.0.0")).toString();
        var refused = assertThrows(
                PluginRefusedException.class, () -> bench().operations.install(file, false));
        assertTrue(refused.getMessage().contains("is unsigned"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--unsigned"), refused.getMessage());
        assertFalse(bench().isInFramework(NAME, "1.0.0"));
    }

    @Test
    void a_missing_import_is_named_and_nothing_stays() {
        assertEquals(
                NAME + " 1.0.0 imports com.acme.library, which no bundle exports: install one that does",
                refusal(new BundleJar(NAME, "1.0.0").header("Import-Package", "com.acme.library")));
        assertFalse(bench().isInFramework(NAME, "1.0.0"));
    }

    @Test
    void another_version_of_the_api_is_refused_with_both_versions() {
        assertEquals(
                NAME
                        + " 1.0.0 is built for org.jzrepl.api.prune [2.0.0,3.0.0), and this daemon has 1.0.0: get a version for"
                        + " this one",
                refusal(new BundleJar(NAME, "1.0.0")
                        .header("Import-Package", "org.jzrepl.api.prune;version=\"[2.0,3)\"")));
    }

    @Test
    void a_newer_java_is_refused() {
        var refusal = refusal(new BundleJar(NAME, "1.0.0")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        assertEquals(
                NAME + " 1.0.0 is built for Java 99, and this is Java "
                        + Runtime.version().feature() + ": run the daemon on that one, or get another version",
                refusal);
    }

    @Test
    void what_is_no_bundle_or_would_change_another_is_refused() {
        assertTrue(refusal(good("1.0.0").without("Bundle-SymbolicName")).contains("is no OSGi bundle"));
        assertTrue(refusal(good("1.0.0").header("Fragment-Host", "org.jzrepl.core"))
                .contains("is a fragment"));
        assertTrue(refusal(new BundleJar("org.jzrepl.core", "9.0.0")).contains("belongs to the distribution"));
        assertTrue(refusal(new BundleJar("org.jzrepl.config-yaml", "9.0.0")).contains("belongs to the distribution"));
    }

    @Test
    void a_bundle_that_throws_is_quarantined_with_its_words_and_stays_so() throws Exception {
        var plugin = install(new BundleJar(NAME, "1.0.0").activator(Throwing.class));
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("no licence found"), plugin.reason());
        restart();
        assertEquals(State.QUARANTINED, bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                List.of(
                        NAME + " 1.0.0: quarantined, fails to start: java.lang.IllegalStateException: no licence found;"
                                + " plugin enable " + NAME + " tries again",
                        NAME
                                + " 1.0.0: unsigned, accepted by the operator; plugin update to one that is signed ends that"),
                bench().operations.doctor());
        assertEquals(1, bench().operations.warnings().size(), "the operator's yes is no warning");
    }

    @Test
    void a_bundle_that_hangs_is_quarantined_and_others_still_come_in() throws Exception {
        var plugin = install(new BundleJar("com.acme.hangs", "1.0.0").activator(Hanging.class));
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("does not finish starting"), plugin.reason());
        assertEquals(State.ACTIVE, install(good("1.0.0")).state());
    }

    @Test
    void a_bundle_that_ended_the_jvm_is_quarantined_at_the_next_start() throws Exception {
        install(good("1.0.0"));
        bench().store.mark(bench().roster.lines().getFirst().id()); // as a JVM leaves it that ends in an activator
        restart();
        var plugin = bench().plugin(NAME, "1.0.0");
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("ended the JVM"), plugin.reason());
        bench().operations.change(NAME, Change.ENABLE);
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        restart();
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
    }

    @Test
    void a_bundle_that_does_not_supply_what_it_announces_is_degraded() throws Exception {
        var plugin = install(new BundleJar(NAME, "1.0.0").announcesMonth());
        assertEquals(State.DEGRADED, plugin.state());
        assertEquals(
                "announces keep month and does not supply it: scr:list in jzrepl shell shows its components",
                plugin.reason());
    }

    @Test
    void a_new_version_that_refuses_the_configuration_does_not_replace_the_old_one() throws Exception {
        install(good("1.0.0"));
        bench().swaps.complaints = List.of("keep month of nightly: a.yml:3:5: jobs[0].months: unknown key");
        var fresh = update(good("1.1.0"));
        assertEquals(State.QUARANTINED, fresh.state());
        assertTrue(fresh.reason().contains("unknown key"), fresh.reason());
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertTrue(bench().swaps.retired.isEmpty());
    }

    @Test
    void an_update_leaves_the_old_version_until_its_work_is_done_and_can_be_taken_back() throws Exception {
        install(good("1.0.0"));
        assertEquals(State.ACTIVE, update(good("1.1.0")).state());
        var old = bench().plugin(NAME, "1.0.0");
        assertEquals(State.ACTIVE, old.state());
        assertEquals("is replaced and leaves when its work is done: used by nightly", old.reason());
        bench().swaps.idle.countDown();
        await().until(() -> !bench().isInFramework(NAME, "1.0.0"));
        await().until(() -> bench().plugin(NAME, "1.0.0").reason().equals("former version, kept for a rollback"));

        assertEquals("1.0.0", bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(() -> bench().plugin(NAME, "1.1.0").reason().equals("disabled"));
        restart();
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertEquals(State.RESOLVED, bench().plugin(NAME, "1.1.0").state());

        bench().operations.change(NAME, Change.REMOVE);
        assertEquals(List.of(), bench().roster.of(NAME), "all its versions go with the one that runs");
    }

    @Test
    void a_version_that_the_configuration_asks_for_stays() throws Exception {
        install(good("1.0.0"));
        bench().swaps.dependents = List.of("keep month [1.0.0,1.1.0) of nightly");
        update(good("1.1.0"));
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertTrue(bench().plugin(NAME, "1.0.0").reason().startsWith("kept for keep month [1.0.0,1.1.0) of nightly"));
    }

    @Test
    void install_lets_several_versions_lie_side_by_side() throws Exception {
        install(good("1.0.0"));
        install(good("1.1.0"));
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.1.0").state());
        var ambiguous = assertThrows(
                PluginRefusedException.class, () -> bench().operations.change(NAME, Change.DISABLE));
        assertTrue(ambiguous.getMessage().contains(NAME + "@1.0.0 or " + NAME + "@1.1.0"), ambiguous.getMessage());
        bench().operations.change(NAME + "@1.0.0", Change.DISABLE);
        assertEquals(State.RESOLVED, bench().plugin(NAME, "1.0.0").state());
    }

    @Test
    void the_same_version_with_another_content_replaces_by_removal() throws Exception {
        install(good("1.0.0").text("one"));
        var before = bench().plugin(NAME, "1.0.0").sha256();
        assertEquals(State.ACTIVE, install(good("1.0.0").text("two")).state());
        assertFalse(bench().plugin(NAME, "1.0.0").sha256().equals(before));
        assertTrue(refusal(good("1.0.0").text("two")).contains("is installed already"));
    }

    @Test
    void a_bundle_of_the_distribution_makes_way_also_after_a_restart_and_comes_back() throws Exception {
        bench().swaps.idle.countDown();
        var better = new BundleJar("org.jzrepl.built-in", "1.1.0")
                .activator(Good.class)
                .announcesMonth();
        bench().operations
                .update("org.jzrepl.built-in", Optional.of(bench().jar(better).toString()), true);
        await().until(() -> bench().plugin("org.jzrepl.built-in", "1.0.0").state() == State.RESOLVED);
        restart();
        bench().swaps.idle.countDown();
        await().until(() -> bench().plugin("org.jzrepl.built-in", "1.0.0").state() == State.RESOLVED);
        assertEquals(
                State.ACTIVE, bench().plugin("org.jzrepl.built-in", "1.1.0").state());
        assertEquals(
                "replaced by 1.1.0",
                bench().plugin("org.jzrepl.built-in", "1.0.0").reason());
        assertEquals(List.of(), bench().operations.warnings());
        bench().operations.change("org.jzrepl.built-in", Change.ROLLBACK);
        assertEquals(
                State.ACTIVE, bench().plugin("org.jzrepl.built-in", "1.0.0").state());
        await().until(() ->
                bench().plugin("org.jzrepl.built-in", "1.1.0").reason().equals("disabled"));
    }

    @Test
    void removal_leaves_nothing() throws Exception {
        install(good("1.0.0"));
        bench().operations.change(NAME, Change.REMOVE);
        assertFalse(bench().isInFramework(NAME, "1.0.0"));
        try (var files = Files.list(folder.resolve("plugin-store"))) {
            assertEquals(
                    List.of("staging"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void a_file_that_was_changed_in_the_store_is_not_started() throws Exception {
        install(good("1.0.0"));
        Files.copy(
                bench().jar(good("1.0.0").text("changed")),
                folder.resolve("plugin-store/" + NAME + "_1.0.0.jar"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        restart();
        assertEquals(State.QUARANTINED, bench().plugin(NAME, "1.0.0").state());
        assertTrue(bench().plugin(NAME, "1.0.0").reason().contains("was changed"));
        assertEquals(State.ACTIVE, install(good("1.0.0")).state(), "installed anew, as it says");
    }

    @Test
    void two_former_versions_are_kept_to_go_back_to() throws Exception {
        bench().swaps.idle.countDown();
        install(good("1.0.0"));
        for (var version : List.of("1.1.0", "1.2.0", "1.3.0", "1.4.0")) {
            update(good(version));
            await().until(() -> formers(version).size() < 3 && isOnlyOneUp());
        }
        assertEquals(List.of("1.2.0", "1.3.0"), formers("1.4.0"));
        try (var files = Files.list(folder.resolve("plugin-store"))) {
            assertEquals(
                    3, files.filter(file -> file.toString().endsWith(".jar")).count());
        }
        restart();
        assertEquals(List.of("1.2.0", "1.3.0"), formers("1.4.0"));
        bench().swaps.idle.countDown();
        assertEquals("1.3.0", bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(this::isOnlyOneUp);
        assertEquals("1.2.0", bench().operations.change(NAME, Change.ROLLBACK).version());
        await().until(this::isOnlyOneUp);
        var refused = assertThrows(
                PluginRefusedException.class, () -> bench().operations.change(NAME, Change.ROLLBACK));
        assertEquals("there is no former version of " + NAME + " to go back to", refused.getMessage());
    }

    private boolean isOnlyOneUp() {
        return bench().roster.of(NAME).stream().filter(Roster.Line::isUp).count() == 1;
    }

    private List<String> formers(String current) {
        return bench().roster.of(NAME).stream()
                .filter(Roster.Line::isFormer)
                .map(line -> line.id().version().toString())
                .filter(version -> !version.equals(current))
                .toList();
    }

    @Test
    void former_versions_that_a_crash_has_left_go_at_the_next_start() throws Exception {
        for (int i = 0; i < 5; i++) {
            var jar = bench().jar(good("1." + i + ".0"));
            var staged = bench().operations.sources().fetch(jar.toString());
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
            bench().store.add(staged, entry);
        }
        restart();
        assertEquals(List.of("1.3.0", "1.4.0"), formers(""));
        assertEquals(2, bench().store.entries().size());
    }

    @Test
    void what_is_stopped_or_started_past_the_installer_is_shown_as_it_is() throws Exception {
        install(good("1.0.0"));
        bundle().stop();
        assertEquals(State.RESOLVED, bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "stopped by hand: plugin enable " + NAME + " starts it",
                bench().plugin(NAME, "1.0.0").reason());
        assertEquals(1, bench().operations.warnings().size());
        assertEquals(
                State.ACTIVE, bench().operations.change(NAME, Change.ENABLE).state());

        bench().operations.change(NAME, Change.DISABLE);
        bundle().start();
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "started by hand, although disabled",
                bench().plugin(NAME, "1.0.0").reason());
        bench().operations.change(NAME, Change.DISABLE);
        assertEquals(State.RESOLVED, bench().plugin(NAME, "1.0.0").state());
        assertEquals(List.of(), bench().operations.warnings(), "the operator wants it so");
    }

    private Bundle bundle() {
        return bench().roster.of(NAME).getFirst().bundle().orElseThrow();
    }

    @Test
    void what_waits_for_another_bundle_starts_when_that_one_is_there() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        new BundleJar(NAME, "1.0.0")
                .header("Import-Package", "com.acme.library")
                .write(folder.resolve("plugins/month.jar"));
        bench().dropFolder.look();
        bench().dropFolder.look();
        bench().operations.change(NAME, Change.ENABLE);
        assertEquals(State.INSTALLED, bench().plugin(NAME, "1.0.0").state());
        install(new BundleJar("com.acme.library", "1.0.0").header("Export-Package", "com.acme.library"));
        assertEquals(State.ACTIVE, bench().plugin(NAME, "1.0.0").state());
    }
}
