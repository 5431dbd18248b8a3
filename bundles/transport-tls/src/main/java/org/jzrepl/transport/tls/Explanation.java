// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Says in plain words what a TLS library means.
final class Explanation {
    /// What the peer said before it hung up, as Conscrypt and the JDK have it.
    private static final List<Pattern> ALERTS =
            List.of(Pattern.compile("(?:SSLV3|TLSV1)_ALERT_([A-Z_]+)"), Pattern.compile("fatal alert: ([a-z_]+)"));

    private static final Pattern REASON = Pattern.compile("OPENSSL_internal:([A-Z0-9_]+)");

    /// Parts of messages, and what they come down to.
    private record Meaning(Pattern text, String words) {}

    private static final List<Meaning> MEANINGS = List.of(
            meaning(
                    "UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER|WRONG_SSL_VERSION|client_version|not supported",
                    "the peer has neither TLS 1.2 nor 1.3"),
            meaning("PEER_DID_NOT_RETURN_A_CERTIFICATE|Empty client certificate", "the peer shows no certificate"),
            meaning(
                    "NO_SHARED_CIPHER|NO_SHARED_GROUP|WRONG_CURVE|NO_COMMON_SIGNATURE_ALGORITHMS|in common",
                    "the peer and we have no way to encrypt in common"),
            meaning(
                    "HTTP_REQUEST|HTTPS_PROXY_REQUEST|Unable to parse TLS packet header|plaintext connection",
                    "the peer does not speak TLS"));

    private Explanation() {}

    private static Meaning meaning(String text, String words) {
        return new Meaning(Pattern.compile(text), words);
    }

    /// Leaves what is not about TLS as it is.
    static IOException of(String action, IOException failure) {
        if (!(failure instanceof SSLException)) {
            return failure;
        }
        return new IOException(action + ": " + words(failure), failure);
    }

    private static String words(IOException failure) {
        return certificate(failure)
                .or(() -> alert(failure))
                .or(() -> meaning(failure))
                .or(() -> reason(failure))
                .orElse(text(failure));
    }

    private static Optional<String> certificate(Throwable failure) {
        return causes(failure)
                .filter(CertificateException.class::isInstance)
                .map(Explanation::text)
                .findFirst();
    }

    private static Optional<String> alert(Throwable failure) {
        return words(ALERTS, failure).map(alert -> "the peer refuses: " + alert);
    }

    private static Optional<String> meaning(Throwable failure) {
        return MEANINGS.stream()
                .filter(meaning -> causes(failure)
                        .anyMatch(cause -> meaning.text().matcher(text(cause)).find()))
                .map(Meaning::words)
                .findFirst();
    }

    /// The reason alone, of Conscrypt's several lines.
    private static Optional<String> reason(Throwable failure) {
        return words(List.of(REASON), failure);
    }

    /// What the first of the patterns picks out, as words.
    private static Optional<String> words(List<Pattern> patterns, Throwable failure) {
        return patterns.stream()
                .flatMap(pattern -> causes(failure).map(cause -> pattern.matcher(text(cause))))
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT).replace('_', ' '))
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
