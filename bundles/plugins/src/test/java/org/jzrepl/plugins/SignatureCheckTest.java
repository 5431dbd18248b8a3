// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.testkit.JarSigning;

final class SignatureCheckTest {
    @TempDir
    static Path folder = Path.of("");

    private final Path jar = new BundleJar("com.acme.month", "1.0.0").write(folder.resolve("month.jar"));

    private static Signature check(Path file, Optional<JarSigning.Trust> trust) throws PluginRefusedException {
        return SignatureCheck.with(trust.map(JarSigning.Trust::keystore), trust.map(JarSigning.Trust::passwordFile))
                .of(Staged.of(file, "month.jar"));
    }

    @Test
    void who_signed_is_told_and_trusted_if_the_operator_has_the_certificate() throws Exception {
        assertEquals(Signature.NONE, check(jar, Optional.empty()));
        var acme = JarSigning.as("acme", folder);
        var signed = acme.sign(jar);
        assertEquals(new Signature("CN=acme", false), check(signed, Optional.empty()));
        assertEquals(new Signature("CN=acme", true), check(signed, Optional.of(acme.trusted(folder))));
        var other = JarSigning.as("other", folder);
        assertEquals(new Signature("CN=acme", false), check(signed, Optional.of(other.trusted(folder))));
    }

    @Test
    void a_signed_jar_that_was_changed_is_refused_whoever_says_yes() throws Exception {
        var changed = JarSigning.tamper(JarSigning.as("author", folder).sign(jar), "text");
        assertTrue(refusal(changed).contains("bad signature"), refusal(changed));
    }

    @Test
    void a_signed_jar_to_which_something_was_added_is_refused() throws Exception {
        var changed = JarSigning.tamper(JarSigning.as("writer", folder).sign(jar), "com/acme/Added.class");
        assertTrue(refusal(changed).contains("some of its entries are not signed"), refusal(changed));
    }

    @Test
    void a_key_store_that_cannot_be_read_is_named() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.p12"), "nothing");
        var password = Files.writeString(folder.resolve("password"), "secret\n");
        var trust = new JarSigning.Trust(broken, password);
        var refused = assertThrows(PluginRefusedException.class, () -> check(jar, Optional.of(trust)));
        assertTrue(refused.getMessage().contains(broken.toString()), refused.getMessage());
    }

    private static String refusal(Path file) {
        return assertThrows(PluginRefusedException.class, () -> check(file, Optional.empty()))
                .getMessage();
    }
}
