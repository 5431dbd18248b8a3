// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.tls.CredentialException;
import org.jzrepl.api.tls.CredentialFiles;
import org.jzrepl.api.tls.Credentials;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.Authority.Wish;

/// Certificates and keys in all the forms in which people have them.
final class CredentialsTest {
    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void found() throws Exception {
        authority = Authority.create(folder, "ca");
    }

    private Credentials read(Path cert, Path key) throws CredentialException {
        return Credentials.read(new CredentialFiles(authority.certificate(), cert, key));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path converted(String... command) throws Exception {
        var converted = folder.resolve("converted.key");
        Authority.openssl(Stream.concat(Stream.of(command), Stream.of("-out", converted.toString()))
                .toList());
        return converted;
    }

    private void assertRefused(String key, String why, Path cert, Path keyFile) {
        var refused = assertThrows(CredentialException.class, () -> read(cert, keyFile));
        assertEquals(key, refused.key());
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }

    @Test
    void keys_in_every_form_are_the_same_key() throws Exception {
        for (var wish : List.of(Wish.of("laptop"), Wish.of("laptop").rsa())) {
            var issued = authority.issue("laptop", wish);
            var key = issued.key().toString();
            var pkcs8 = read(issued.cert(), issued.key()).key();
            assertTrue(Files.readString(issued.key()).contains("BEGIN PRIVATE KEY"));
            var program = wish.key().contains("ec") ? "ec" : "rsa";
            var older = program.equals("ec")
                    ? converted("openssl", "ec", "-in", key)
                    : converted("openssl", "rsa", "-traditional", "-in", key);
            assertTrue(Files.readString(older).contains("BEGIN " + program.toUpperCase() + " PRIVATE KEY"));
            assertEquals(secret(pkcs8), secret(read(issued.cert(), older).key()));
        }
    }

    @Test
    void parameters_before_a_key_and_text_around_blocks_are_skipped() throws Exception {
        var issued = authority.issue("laptop");
        var parameters = folder.resolve("parameters.pem");
        Authority.openssl(List.of("openssl", "ecparam", "-name", "prime256v1", "-out", parameters + ""));
        var sec1 = converted("openssl", "ec", "-in", issued.key() + "");
        var key = file("both.key", "my key\r\n" + Files.readString(parameters) + Files.readString(sec1));
        var cert = file(
                "text.crt", "Subject: me\n" + Files.readString(issued.cert()).replace("\n", "\r\n") + "\nend");
        var plain = read(issued.cert(), issued.key());
        assertEquals(plain.chain(), read(cert, key).chain());
        assertEquals(secret(plain.key()), secret(read(cert, key).key()));
    }

    private static BigInteger secret(PrivateKey key) {
        return switch (key) {
            case ECPrivateKey ec -> ec.getS();
            case RSAPrivateKey rsa -> rsa.getPrivateExponent();
            default -> throw new AssertionError(key.getAlgorithm());
        };
    }

    @Test
    void a_chain_keeps_the_order_of_its_file() throws Exception {
        var issued = authority.issue("laptop");
        var chain = file("chain.crt", Files.readString(issued.cert()) + Files.readString(authority.certificate()));
        var read = read(chain, issued.key());
        assertEquals(
                List.of("CN=laptop", "CN=ca"),
                read.chain().stream()
                        .map(one -> one.getSubjectX500Principal().getName())
                        .toList());
        assertEquals(1, read.authorities().size());
    }

    @Test
    void what_cannot_be_used_is_named_with_its_key_and_file() throws Exception {
        var issued = authority.issue("laptop");
        var other = authority.issue("other");
        var rsa = authority.issue("rsa", Wish.of("rsa").rsa());
        var nothing = file("nothing.pem", "nothing here\n");
        assertRefused("cert", "missing.crt: there is no such file", folder.resolve("missing.crt"), issued.key());
        assertRefused("cert", "nothing.pem holds no certificate in PEM form", nothing, issued.key());
        assertRefused("cert", "laptop.key holds no certificate in PEM form", issued.key(), issued.key());
        assertRefused("key", "laptop.crt holds no private key in PEM form", issued.cert(), issued.cert());
        assertRefused("key", "other.key does not belong to the certificate", issued.cert(), other.key());
        assertRefused("key", "rsa.key holds no key of the certificate's kind, EC", issued.cert(), rsa.key());
        var broken = Files.readString(issued.cert()).replaceAll("(?m)^M.{20}", "MIIBAAAAAAAAAAAAAAAAA");
        assertRefused("cert", "holds a broken certificate", file("broken.crt", broken), issued.key());
        var cut = Files.readString(issued.cert()).replaceAll("(?m)^(M.{20})", "$1!!");
        assertRefused("cert", "broken base64", file("cut.crt", cut), issued.key());
        assertRefused("cert", "are no PEM file", file("large.crt", "x".repeat(2 << 20)), issued.key());
    }

    @Test
    void a_key_that_no_connection_could_use_is_refused_at_once() throws Exception {
        var wish = Wish.of("laptop");
        for (var kind : List.of(
                wish.key("-newkey", "ed25519"), wish.key("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"))) {
            var issued = authority.issue("laptop", kind);
            assertRefused(
                    "key", ": supported are RSA, and EC with the curves P-256 and P-384", issued.cert(), issued.key());
        }
    }

    @Test
    void an_encrypted_key_says_what_to_do() throws Exception {
        Issued issued = authority.issue("laptop", Wish.of("laptop").rsa());
        var key = issued.key().toString();
        assertRefused(
                "key",
                "is encrypted: store it without a passphrase",
                issued.cert(),
                converted("openssl", "pkcs8", "-topk8", "-passout", "pass:x", "-in", key));
        assertRefused(
                "key",
                "is encrypted: store it without a passphrase",
                issued.cert(),
                converted("openssl", "rsa", "-traditional", "-aes128", "-passout", "pass:x", "-in", key));
    }
}
