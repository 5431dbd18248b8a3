// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.State;

/// What comes in, what is refused and why, and what a removal leaves.
final class InstallTest {
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
    void a_good_bundle_is_active_and_admitted_and_still_there_after_a_restart() throws Exception {
        var plugin = operator.install(good("1.0.0"));
        assertEquals(State.ACTIVE, plugin.state());
        assertEquals(List.of("keep month"), plugin.supplies());
        assertEquals("unsigned, accepted by the operator", plugin.signature());
        assertEquals(1, operator.bench().swaps.admitted.size());
        operator.restart();
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(
                "unsigned, accepted by the operator",
                operator.bench().plugin(NAME, "1.0.0").signature());
    }

    @Test
    void an_unsigned_bundle_needs_a_yes() {
        var file = operator.bench().jar(good("1.0.0")).toString();
        var refused = assertThrows(
                PluginRefusedException.class, () -> operator.bench().operations.install(file, false));
        assertTrue(refused.getMessage().contains("is unsigned"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--unsigned"), refused.getMessage());
        assertFalse(operator.bench().isInFramework(NAME, "1.0.0"));
    }

    @Test
    void a_missing_import_is_named_and_nothing_stays() {
        assertEquals(
                NAME + " 1.0.0 imports com.acme.library, which no bundle exports: install one that does",
                operator.refusal(new BundleJar(NAME, "1.0.0").header("Import-Package", "com.acme.library")));
        assertFalse(operator.bench().isInFramework(NAME, "1.0.0"));
    }

    @Test
    void another_version_of_the_api_is_refused_with_both_versions() {
        assertEquals(
                NAME
                        + " 1.0.0 is built for org.jzrepl.api.prune [2.0.0,3.0.0), and this daemon has 1.0.0: get a version for"
                        + " this one",
                operator.refusal(new BundleJar(NAME, "1.0.0")
                        .header("Import-Package", "org.jzrepl.api.prune;version=\"[2.0,3)\"")));
    }

    @Test
    void a_newer_java_is_refused() {
        var refusal = operator.refusal(new BundleJar(NAME, "1.0.0")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        assertEquals(
                NAME + " 1.0.0 is built for Java 99, and this is Java "
                        + Runtime.version().feature() + ": run the daemon on that one, or get another version",
                refusal);
    }

    @Test
    void what_is_no_bundle_or_would_change_another_is_refused() {
        assertTrue(
                operator.refusal(good("1.0.0").without("Bundle-SymbolicName")).contains("is no OSGi bundle"));
        assertTrue(operator.refusal(good("1.0.0").header("Fragment-Host", "org.jzrepl.core"))
                .contains("is a fragment"));
        assertTrue(operator.refusal(new BundleJar("org.jzrepl.core", "9.0.0")).contains("belongs to the distribution"));
        assertTrue(operator.refusal(new BundleJar("org.jzrepl.config-yaml", "9.0.0"))
                .contains("belongs to the distribution"));
    }

    @Test
    void install_lets_several_versions_lie_side_by_side() throws Exception {
        operator.install(good("1.0.0"));
        operator.install(good("1.1.0"));
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.1.0").state());
        var ambiguous = assertThrows(
                PluginRefusedException.class, () -> operator.bench().operations.change(NAME, Change.DISABLE));
        assertTrue(ambiguous.getMessage().contains(NAME + "@1.0.0 or " + NAME + "@1.1.0"), ambiguous.getMessage());
        operator.bench().operations.change(NAME + "@1.0.0", Change.DISABLE);
        assertEquals(State.RESOLVED, operator.bench().plugin(NAME, "1.0.0").state());
    }

    @Test
    void the_same_version_with_another_content_replaces_by_removal() throws Exception {
        operator.install(good("1.0.0").text("one"));
        var before = operator.bench().plugin(NAME, "1.0.0").sha256();
        assertEquals(State.ACTIVE, operator.install(good("1.0.0").text("two")).state());
        assertFalse(operator.bench().plugin(NAME, "1.0.0").sha256().equals(before));
        assertTrue(operator.refusal(good("1.0.0").text("two")).contains("is installed already"));
    }

    @Test
    void removal_leaves_nothing() throws Exception {
        operator.install(good("1.0.0"));
        operator.bench().operations.change(NAME, Change.REMOVE);
        assertFalse(operator.bench().isInFramework(NAME, "1.0.0"));
        try (var files = Files.list(folder.resolve("plugin-store"))) {
            assertEquals(
                    List.of("staging"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void what_waits_for_another_bundle_starts_when_that_one_is_there() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        new BundleJar(NAME, "1.0.0")
                .header("Import-Package", "com.acme.library")
                .write(folder.resolve("plugins/month.jar"));
        operator.bench().dropFolder.look();
        operator.bench().dropFolder.look();
        operator.bench().operations.change(NAME, Change.ENABLE);
        assertEquals(State.INSTALLED, operator.bench().plugin(NAME, "1.0.0").state());
        operator.install(new BundleJar("com.acme.library", "1.0.0").header("Export-Package", "com.acme.library"));
        assertEquals(State.ACTIVE, operator.bench().plugin(NAME, "1.0.0").state());
    }
}
