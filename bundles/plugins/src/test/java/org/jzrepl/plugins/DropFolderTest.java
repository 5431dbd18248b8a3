// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.jzrepl.plugins.BundleJar.NAME;
import static org.jzrepl.plugins.BundleJar.good;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.api.plugin.PluginSettings;
import org.jzrepl.testkit.JarSigning;

/// Jars that appear in the folder, change and vanish.
final class DropFolderTest {
    @TempDir
    Path folder = Path.of("");

    private Optional<Bench> opened = Optional.empty();

    private Bench bench(PluginSettings settings) throws Exception {
        opened = Optional.of(new Bench(folder, settings));
        Files.createDirectories(folder.resolve("plugins"));
        return opened.orElseThrow();
    }

    /// Where `acme` is trusted.
    private Bench trusting(JarSigning acme) throws Exception {
        var trust = acme.trusted(folder);
        return bench(new PluginSettings(
                Optional.empty(), Optional.of(trust.keystore()), Optional.of(trust.passwordFile()), List.of()));
    }

    @AfterEach
    void close() throws Exception {
        opened.orElseThrow().close();
    }

    private void look() throws InterruptedException {
        opened.orElseThrow().dropFolder.look();
    }

    private void drop(Path jar) throws IOException {
        Files.move(jar, folder.resolve("plugins/month.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void a_signed_jar_is_installed_updated_and_removed_with_its_file() throws Exception {
        var acme = JarSigning.as("acme", folder);
        var bench = trusting(acme);
        bench.swaps.idle.countDown();
        drop(acme.sign(good("1.0.0").write(folder.resolve("month.tmp"))));
        look();
        look();
        assertEquals(State.ACTIVE, bench.plugin(NAME, "1.0.0").state());
        assertEquals("signed by CN=acme", bench.plugin(NAME, "1.0.0").signature());
        drop(acme.sign(good("1.1.0").write(folder.resolve("month.tmp"))));
        look();
        look();
        assertEquals(State.ACTIVE, bench.plugin(NAME, "1.1.0").state());
        Files.delete(folder.resolve("plugins/month.jar"));
        look();
        assertFalse(bench.isInFramework(NAME, "1.1.0"));
    }

    @Test
    void an_unsigned_jar_waits_in_quarantine_for_a_yes() throws Exception {
        var bench = bench(Bench.NOTHING);
        good("1.0.0").write(folder.resolve("plugins/month.jar"));
        look();
        look();
        var waiting = bench.plugin(NAME, "1.0.0");
        assertEquals(State.QUARANTINED, waiting.state());
        assertEquals("is unsigned: plugin enable " + NAME + ", if you trust it", waiting.reason());
        var plugin = bench.operations.change(NAME, Change.ENABLE);
        assertEquals(State.ACTIVE, plugin.state());
        assertEquals("unsigned, accepted by the operator", plugin.signature());
        look();
        look();
        assertEquals(State.ACTIVE, bench.plugin(NAME, "1.0.0").state());
    }

    @Test
    void a_file_that_is_being_copied_is_left_alone() throws Exception {
        var bench = bench(Bench.NOTHING);
        var whole = Files.readAllBytes(good("1.0.0").write(folder.resolve("whole")));
        var growing = folder.resolve("plugins/month.jar");
        Files.write(growing, Arrays.copyOf(whole, 100));
        look();
        Files.write(growing, Arrays.copyOfRange(whole, 100, whole.length), StandardOpenOption.APPEND);
        look();
        assertTrue(bench.rejects.all().isEmpty());
        look();
        assertEquals(State.QUARANTINED, bench.plugin(NAME, "1.0.0").state());
    }

    @Test
    void what_is_no_bundle_is_shown_with_its_reason_until_it_is_gone() throws Exception {
        var bench = bench(Bench.NOTHING);
        var file = Files.writeString(folder.resolve("plugins/text.jar"), "no jar");
        look();
        look();
        assertTrue(bench.plugin(file.toString(), "").reason().contains("is no jar file"));
        Files.delete(file);
        look();
        assertTrue(bench.rejects.all().isEmpty());
    }

    @Test
    void a_folder_that_others_may_write_is_not_looked_at() throws Exception {
        var bench = bench(Bench.NOTHING);
        good("1.0.0").write(folder.resolve("plugins/month.jar"));
        Files.setPosixFilePermissions(folder.resolve("plugins"), PosixFilePermissions.fromString("rwxrwxrwx"));
        look();
        look();
        assertFalse(bench.isInFramework(NAME, "1.0.0"));
        assertTrue(bench.operations.doctor().getFirst().contains("chmod go-w"));
    }

    @Test
    void removing_by_command_removes_the_file() throws Exception {
        var bench = bench(Bench.NOTHING);
        good("1.0.0").write(folder.resolve("plugins/month.jar"));
        look();
        look();
        bench.operations.change(NAME, Change.REMOVE);
        assertFalse(Files.exists(folder.resolve("plugins/month.jar")));
    }
}
