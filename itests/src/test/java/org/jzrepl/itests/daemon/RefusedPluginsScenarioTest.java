// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.testkit.JarSigning;

/// What an operator who trusts `acme` sees of plug-ins that are not what they should be. Meanwhile one
/// daemon goes on with its work.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedPluginsScenarioTest {
    private Path folder;
    private SimulatedPush push;
    private Operator operator;
    private JarSigning acme;
    private String unpinned;
    private DaemonProcess daemon;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        push = SimulatedPush.prepare(folder, "", "");
        operator = new Operator(push.folder());
        acme = JarSigning.as("acme", folder);
        var trust = acme.trusted(folder);
        var keys = "keystore: '" + trust.keystore() + "', keystore_password_file: '" + trust.passwordFile() + "'";
        unpinned = Files.readString(push.folder().config())
                .replaceFirst("global:\n", "global:\n  plugins: {" + keys + ", pinned: []}\n");
        pin("");
        daemon = DaemonProcess.start(push.folder());
    }

    @AfterAll
    void stop() throws Exception {
        try (var ending = daemon) {
            assertEquals(List.of(), ending.run(SimulatedPush.JOB).errors());
            assertEquals(0, ending.terminate());
        }
    }

    private void pin(String pinned) throws IOException {
        Files.writeString(push.folder().config(), unpinned.replace("pinned: []", "pinned: [" + pinned + "]"));
    }

    private static ForeignBundle named(String word) {
        return ForeignBundle.named("org.example." + word);
    }

    @Test
    void one_that_was_changed_after_it_was_signed_is_never_taken() throws Exception {
        var jar = JarSigning.tamper(acme.sign(named("tampered").jar(folder)), ForeignBundle.TEXT);
        var refusal = "jzrepl plugin install: ~/tampered-acme-tampered-1.0.0.jar has a bad signature:"
                + " SHA-384 digest error for about.txt; get it anew\n";
        assertEquals(refusal, operator.refused("plugin", "install", jar));
        assertEquals(refusal, operator.refused("plugin", "install", jar, "--unsigned"), "no yes helps there");
        assertNotInstalled("org.example.tampered");
    }

    @Test
    void one_that_a_stranger_has_signed_needs_a_yes_which_stays_visible() throws Exception {
        var jar = JarSigning.as("mallory", folder).sign(named("strange").jar(folder));
        assertEquals(
                "jzrepl plugin install: org.example.strange 1.0.0 is signed by a stranger: CN=mallory: add the signer's"
                        + " certificate to ~/trusted.p12, or say yes to it with --unsigned\n",
                operator.refused("plugin", "install", jar));
        assertNotInstalled("org.example.strange");
        assertEquals("org.example.strange 1.0.0: active\n", operator.told("plugin", "install", jar, "--unsigned"));
        assertLine(
                "org.example.strange 1.0.0: signed by a stranger: CN=mallory, accepted by the operator;"
                        + " plugin update to one that is signed ends that",
                operator.refused("plugin", "doctor"));
        assertFalse(operator.told("status").contains("strange"), "what the operator has accepted is no warning");
        remove("org.example.strange");
    }

    @Test
    void one_that_the_trusted_author_has_signed_comes_in_at_once() throws Exception {
        var jar = acme.sign(named("signed").jar(folder));
        assertEquals("org.example.signed 1.0.0: active\n", operator.told("plugin", "install", jar));
        assertLine("  signature  signed by CN=acme", operator.told("plugin", "info", "org.example.signed"));
        remove("org.example.signed");
    }

    @Test
    void a_missing_import_is_named_and_nothing_stays() throws Exception {
        var jar = acme.sign(named("needy").importing("com.acme.library").jar(folder));
        assertEquals(
                "jzrepl plugin install: org.example.needy 1.0.0 imports com.acme.library, which no bundle exports:"
                        + " install one that does\n",
                operator.refused("plugin", "install", jar));
        assertNotInstalled("org.example.needy");
    }

    @Test
    void one_that_is_built_for_another_api_is_incompatible() throws Exception {
        var jar = acme.sign(named("future")
                .importing("org.jzrepl.api.prune;version=\"[2.0,3)\"")
                .jar(folder));
        var why =
                "is built for org.jzrepl.api.prune [2.0.0,3.0.0), and this daemon has 1.0.0: get a version for this one";
        assertEquals(
                "jzrepl plugin install: org.example.future 1.0.0 " + why + "\n",
                operator.refused("plugin", "install", jar));
        drop(jar, "org.example.future");
        assertLine(
                "org.example.future 1.0.0: incompatible, " + why,
                operator.told("plugin", "info", "org.example.future"));
        assertNeedsAttention("org.example.future 1.0.0: incompatible, " + why);
        remove("org.example.future");
    }

    @Test
    void one_that_throws_is_quarantined_with_its_words_and_tried_again_when_the_operator_says_so() throws Exception {
        var jar = acme.sign(named("throwing")
                .activation("if (!new java.io.File(\"licence\").exists())"
                        + " throw new IllegalStateException(\"no licence found\");")
                .jar(folder));
        var line = "org.example.throwing 1.0.0: quarantined, fails to start: java.lang.IllegalStateException:"
                + " no licence found; plugin enable org.example.throwing tries again";
        assertEquals(line + "\n", operator.refused("plugin", "install", jar));
        assertLine(line, operator.told("plugin", "info", "org.example.throwing"));
        assertNeedsAttention(line);
        assertTrue(
                operator.told("plugin", "list").contains("org.example.throwing 1.0.0  quarantined   fails to start"));
        assertTrue(operator.told("shell", "-c", "plugins | grep throwing")
                .contains("1.0.0    quarantined  fails to start"));
        assertEquals(line + "\n", operator.refused("plugin", "enable", "org.example.throwing"));
        Files.createFile(folder.resolve("licence"));
        assertEquals("org.example.throwing 1.0.0: active\n", operator.told("plugin", "enable", "org.example.throwing"));
        assertFalse(operator.told("status").contains("throwing"));
        remove("org.example.throwing");
    }

    @Test
    void an_unsigned_jar_that_is_dropped_into_the_folder_waits_for_a_yes() throws Exception {
        drop(named("dropped").jar(folder), "org.example.dropped");
        var line = "org.example.dropped 1.0.0: quarantined, is unsigned: plugin enable org.example.dropped,"
                + " if you trust it";
        assertLine(line, operator.told("plugin", "info", "org.example.dropped"));
        assertNeedsAttention(line);
        assertEquals("org.example.dropped 1.0.0: active\n", operator.told("plugin", "enable", "org.example.dropped"));
        remove("org.example.dropped");
    }

    @Test
    void a_changed_jar_in_the_folder_is_shown_until_it_is_gone() throws Exception {
        var jar = JarSigning.tamper(acme.sign(named("mangled").jar(folder)), ForeignBundle.TEXT);
        var dropped = drop(jar, jar.getFileName().toString());
        assertNeedsAttention("~/state/plugins/tampered-acme-mangled-1.0.0.jar: quarantined, has a bad signature:"
                + " SHA-384 digest error for about.txt; get it anew");
        Files.delete(dropped);
        daemon.await("it is forgotten", () -> !plugins().contains("mangled"));
    }

    @Test
    void a_pinned_one_with_another_checksum_is_not_taken_and_the_right_one_comes_and_goes_with_the_configuration()
            throws Exception {
        var jar = acme.sign(named("pinned").jar(folder));
        var right = sha256(jar);
        var wrong = "0".repeat(64);
        pin("{source: '" + jar + "', sha256: '" + wrong + "'}");
        assertTrue(operator.told("reload").contains("reloaded: no job is different\n"));
        var line = "~/acme-pinned-1.0.0.jar: quarantined, has SHA-256 " + right + ", not the pinned " + wrong
                + ": it is another file than the one you checked; get that one, or pin what you have checked";
        assertLine(line, operator.told("plugin", "info", jar));
        assertNeedsAttention(line);

        pin("{source: '" + jar + "', sha256: '" + right + "'}");
        operator.told("reload");
        assertLine("org.example.pinned 1.0.0: active", operator.told("plugin", "info", "org.example.pinned"));
        assertFalse(plugins().contains(wrong));
        assertEquals(
                "jzrepl plugin remove: org.example.pinned 1.0.0 is pinned: take it out of global.plugins.pinned and"
                        + " reload the configuration\n",
                operator.refused("plugin", "remove", "org.example.pinned"));
        pin("");
        operator.told("reload");
        assertNotInstalled("org.example.pinned");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /// In every place where an operator may look.
    private void assertNeedsAttention(String line) throws Exception {
        assertLine("Warning: plug-in " + line, operator.told("status"));
        assertLine(line, operator.refused("plugin", "doctor"));
        assertTrue(operator.brief(plugins()).contains(line.split(":? ")[0]), "the status document names it");
    }

    private static void assertLine(String line, String said) {
        assertTrue(said.lines().anyMatch(line::equals), () -> "expected: " + line + "\nin: " + said);
    }

    private String plugins() throws IOException {
        var plugins = daemon.control().ask("/status").get("Plugins");
        return plugins == null ? "" : plugins.toString();
    }

    private void assertNotInstalled(String name) throws IOException {
        assertFalse(plugins().contains(name), () -> name + " is left behind");
    }

    /// As a whole, as a careful operator would; returns when the daemon has seen it.
    private Path drop(Path jar, String shown) throws IOException {
        var into = folder.resolve("state/plugins");
        var dropped = Files.move(
                Files.copy(jar, into.resolve("copied")),
                into.resolve(jar.getFileName()),
                StandardCopyOption.ATOMIC_MOVE);
        daemon.await("the daemon has seen " + shown, () -> plugins().contains(shown));
        return dropped;
    }

    private void remove(String name) throws Exception {
        assertEquals(name + " 1.0.0: removed\n", operator.told("plugin", "remove", name));
        assertNotInstalled(name);
    }
}
