// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.Plugin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.guest.Good;
import org.osgi.framework.Bundle;

/// An operator uses the framework's own `start` and `stop` beside the installer.
final class ByHandTest {
    private static final String NAME = "com.acme.month";
    private static final String BUILT_IN = "org.jzrepl.built-in";
    private static final String DISABLED = "RESOLVED disabled";
    private static final String FORMER = "RESOLVED former version, kept for a rollback";

    @TempDir
    private Path folder = Path.of("");

    private Optional<Bench> opened = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        opened = Optional.of(new Bench(folder));
        bench().swaps.idle.countDown();
    }

    @AfterEach
    void close() throws Exception {
        bench().close();
    }

    private Bench bench() {
        return opened.orElseThrow();
    }

    private void restart() throws Exception {
        bench().close();
        open();
        bench().installer.bringUpAll();
    }

    private Path jar(String name, String version) {
        return bench().jar(new BundleJar(name, version).activator(Good.class).announcesMonth());
    }

    private Plugin update(String name, String version) throws Exception {
        return bench().operations.update(name, Optional.of(jar(name, version).toString()), true);
    }

    private Bundle bundle(String name, String version) {
        return Stream.of(bench().framework.getBundleContext().getBundles())
                .filter(one -> one.getSymbolicName().equals(name)
                        && one.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private String shown(String name, String version) {
        var plugin = bench().plugin(name, version);
        return plugin.state() + " " + plugin.reason();
    }

    private void awaitShown(String name, String version, String what) {
        await().until(() -> shown(name, version).equals(what));
    }

    private void installDisabledAndStartByHand() throws Exception {
        bench().operations.install(jar(NAME, "1.0.0").toString(), true);
        bench().operations.change(NAME, Change.DISABLE);
        bundle(NAME, "1.0.0").start();
    }

    @Test
    void what_is_disabled_and_runs_is_shown_and_can_be_decided_about() throws Exception {
        installDisabledAndStartByHand();
        assertEquals("ACTIVE started by hand, although disabled", shown(NAME, "1.0.0"));
        assertEquals(
                List.of(
                        NAME + " 1.0.0: started by hand, although disabled; plugin enable " + NAME
                                + " lets it start with the daemon, plugin disable " + NAME + " stops it",
                        NAME + " 1.0.0: unsigned, accepted by the operator; plugin update to one that is signed ends"
                                + " that"),
                bench().operations.doctor());
        restart();
        assertEquals(DISABLED, shown(NAME, "1.0.0"));
    }

    @Test
    void an_update_replaces_what_was_disabled_and_runs() throws Exception {
        installDisabledAndStartByHand();
        assertEquals(State.ACTIVE, update(NAME, "1.1.0").state());
        awaitShown(NAME, "1.0.0", FORMER);
        assertEquals("1.0.0", bench().operations.change(NAME, Change.ROLLBACK).version());
        awaitShown(NAME, "1.1.0", DISABLED);
        assertEquals("ACTIVE ", shown(NAME, "1.0.0"));
    }

    @Test
    void a_rollback_replaces_what_was_disabled_and_runs() throws Exception {
        bench().operations.install(jar(NAME, "1.0.0").toString(), true);
        update(NAME, "1.1.0");
        awaitShown(NAME, "1.0.0", FORMER);
        bench().operations.change(NAME, Change.DISABLE);
        bundle(NAME, "1.1.0").start();
        bench().operations.change(NAME, Change.ROLLBACK);
        awaitShown(NAME, "1.1.0", DISABLED);
        assertEquals("ACTIVE ", shown(NAME, "1.0.0"));
    }

    @Test
    void an_update_replaces_what_was_stopped() throws Exception {
        bench().operations.install(jar(NAME, "1.0.0").toString(), true);
        bundle(NAME, "1.0.0").stop();
        assertEquals("RESOLVED stopped by hand: plugin enable " + NAME + " starts it", shown(NAME, "1.0.0"));
        assertEquals(State.ACTIVE, update(NAME, "1.1.0").state());
        awaitShown(NAME, "1.0.0", FORMER);
        restart();
        assertEquals("ACTIVE ", shown(NAME, "1.1.0"));
        assertFalse(bench().isInFramework(NAME, "1.0.0"));
    }

    @Test
    void an_update_by_the_same_place_works_for_what_was_disabled() throws Exception {
        var place = jar(NAME, "1.0.0");
        bench().operations.install(place.toString(), true);
        bench().operations.change(NAME, Change.DISABLE);
        new BundleJar(NAME, "1.1.0").activator(Good.class).announcesMonth().write(place);
        assertEquals(
                "1.1.0", bench().operations.update(NAME, Optional.empty(), true).version());
        assertEquals(DISABLED, shown(NAME, "1.0.0"));
    }

    @Test
    void a_bundle_of_the_distribution_that_was_stopped_is_replaced_also_after_a_restart() throws Exception {
        bundle(BUILT_IN, "1.0.0").stop();
        update(BUILT_IN, "1.1.0");
        assertEquals("RESOLVED replaced by 1.1.0", shown(BUILT_IN, "1.0.0"));
        bundle(BUILT_IN, "1.0.0").start();
        assertEquals("ACTIVE started by hand, although replaced by 1.1.0", shown(BUILT_IN, "1.0.0"));
        restart();
        awaitShown(BUILT_IN, "1.0.0", "RESOLVED replaced by 1.1.0");
        bench().operations.change(BUILT_IN, Change.ROLLBACK);
        awaitShown(BUILT_IN, "1.1.0", DISABLED);
        assertEquals("ACTIVE ", shown(BUILT_IN, "1.0.0"));
    }
}
