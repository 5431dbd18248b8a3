// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.plugins.BundleJar.NAME;
import static org.jzrepl.plugins.BundleJar.good;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.guest.Hanging;
import org.jzrepl.plugins.guest.Throwing;
import org.osgi.framework.Bundle;

/// What an operator sees of plug-ins that do not run as they should.
final class TroubleTest {
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
    void a_bundle_that_throws_is_quarantined_with_its_words_and_stays_so() throws Exception {
        var plugin = operator.install(new BundleJar(NAME, "1.0.0").activator(Throwing.class));
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("no licence found"), plugin.reason());
        operator.restart();
        assertEquals(State.QUARANTINED, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                List.of(
                        NAME + " 1.0.0: quarantined, fails to start: java.lang.IllegalStateException: no licence found;"
                                + " plugin enable " + NAME + " tries again",
                        NAME
                                + " 1.0.0: unsigned, accepted by the operator; plugin update to one that is signed ends that"),
                operator.bench().operations.doctor());
        assertEquals(1, operator.bench().operations.warnings().size(), "the operator's yes is no warning");
    }

    @Test
    void a_bundle_that_hangs_is_quarantined_and_others_still_come_in() throws Exception {
        var plugin = operator.install(new BundleJar("com.acme.hangs", "1.0.0").activator(Hanging.class));
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("does not finish starting"), plugin.reason());
        assertEquals(State.ACTIVE, operator.install(good("1.0.0")).state());
    }

    @Test
    void a_bundle_that_ended_the_jvm_is_quarantined_at_the_next_start() throws Exception {
        operator.install(good("1.0.0"));
        operator.bench()
                .store
                .mark(operator.bench().roster.lines().getFirst().id()); // as a JVM leaves it that ends in an activator
        operator.restart();
        var plugin = operator.bench().plugin(NAME, "1.0.0");
        assertEquals(State.QUARANTINED, plugin.state());
        assertTrue(plugin.reason().contains("ended the JVM"), plugin.reason());
        operator.bench().operations.change(NAME, Change.ENABLE);
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        operator.restart();
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
    }

    @Test
    void a_bundle_that_does_not_supply_what_it_announces_is_degraded() throws Exception {
        var plugin = operator.install(new BundleJar(NAME, "1.0.0").announcesMonth());
        assertEquals(State.DEGRADED, plugin.state());
        assertEquals(
                "announces keep month and does not supply it: scr:list in jzrepl shell shows its components",
                plugin.reason());
    }

    @Test
    void a_file_that_was_changed_in_the_store_is_not_started() throws Exception {
        operator.install(good("1.0.0"));
        Files.copy(
                operator.bench().jar(good("1.0.0").text("changed")),
                folder.resolve("plugin-store/" + NAME + "_1.0.0.jar"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        operator.restart();
        assertEquals(State.QUARANTINED, operator.bench().plugin(NAME, "1.0.0").state());
        assertTrue(operator.bench().plugin(NAME, "1.0.0").reason().contains("was changed"));
        assertEquals(State.ACTIVE, operator.install(good("1.0.0")).state(), "installed anew, as it says");
    }

    @Test
    void what_is_stopped_or_started_past_the_installer_is_shown_as_it_is() throws Exception {
        operator.install(good("1.0.0"));
        bundle().stop();
        assertEquals(State.RESOLVED, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "stopped by hand: plugin enable " + NAME + " starts it",
                operator.bench().plugin(NAME, "1.0.0").reason());
        assertEquals(1, operator.bench().operations.warnings().size());
        assertEquals(
                State.ACTIVE,
                operator.bench().operations.change(NAME, Change.ENABLE).state());

        operator.bench().operations.change(NAME, Change.DISABLE);
        bundle().start();
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "started by hand, although disabled",
                operator.bench().plugin(NAME, "1.0.0").reason());
        operator.bench().operations.change(NAME, Change.DISABLE);
        assertEquals(State.RESOLVED, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(List.of(), operator.bench().operations.warnings(), "the operator wants it so");
    }

    private Bundle bundle() {
        return operator.bench().roster.of(NAME).getFirst().bundle().orElseThrow();
    }
}
