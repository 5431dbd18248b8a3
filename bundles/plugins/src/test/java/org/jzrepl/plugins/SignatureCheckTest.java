// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;

final class SignatureCheckTest {
    @TempDir
    static Path folder = Path.of("");

    private final Signing signing = new Signing(folder);
    private final Path jar = new BundleJar("com.acme.month", "1.0.0").write(folder.resolve("month.jar"));

    private Signature check(Optional<Path> trust) throws PluginRefusedException {
        return SignatureCheck.with(trust, trust.map(_ -> signing.passwordFile()))
                .of(Staged.of(jar, "month.jar"));
    }

    @Test
    void who_signed_is_told_and_trusted_if_the_operator_has_the_certificate() throws Exception {
        assertEquals(Signature.NONE, check(Optional.empty()));
        signing.keys("acme");
        signing.sign(jar, "acme");
        assertEquals(new Signature("CN=acme", false), check(Optional.empty()));
        assertEquals(new Signature("CN=acme", true), check(Optional.of(signing.trust("acme"))));
        signing.keys("other");
        assertEquals(new Signature("CN=acme", false), check(Optional.of(signing.trust("other"))));
    }

    @Test
    void a_signed_jar_that_was_changed_is_refused_whoever_says_yes() throws Exception {
        signing.keys("author");
        signing.sign(jar, "author");
        change("text", "tampered");
        assertTrue(refusal().contains("bad signature"), refusal());
    }

    @Test
    void a_signed_jar_to_which_something_was_added_is_refused() throws Exception {
        signing.keys("writer");
        signing.sign(jar, "writer");
        change("com/acme/Added.class", "added");
        assertTrue(refusal().contains("some of its entries are not signed"), refusal());
    }

    @Test
    void a_key_store_that_cannot_be_read_is_named() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.p12"), "nothing");
        var refused = assertThrows(PluginRefusedException.class, () -> check(Optional.of(broken)));
        assertTrue(refused.getMessage().contains(broken.toString()), refused.getMessage());
    }

    private String refusal() {
        return assertThrows(PluginRefusedException.class, () -> check(Optional.empty()))
                .getMessage();
    }

    private void change(String entry, String content) throws IOException {
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            var file = zip.getPath(entry);
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, content);
        }
    }
}
