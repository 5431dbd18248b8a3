// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// Says in time that a certificate has to be renewed.
final class Expiry {
    private static final Duration AHEAD = Duration.ofDays(21);

    private Expiry() {}

    static List<String> warnings(Path file, List<X509Certificate> certificates, Instant now) {
        return certificates.stream()
                .flatMap(certificate -> warning(file, certificate, now))
                .toList();
    }

    private static Stream<String> warning(Path file, X509Certificate certificate, Instant now) {
        var end = certificate.getNotAfter().toInstant();
        var left = Duration.between(now, end);
        if (left.compareTo(AHEAD) > 0) {
            return Stream.empty();
        }
        var which = "certificate " + certificate.getSubjectX500Principal().getName() + " in " + file;
        var day = end.atOffset(ZoneOffset.UTC).toLocalDate();
        return Stream.of(
                left.isNegative()
                        ? which + " expired on " + day + ": peers refuse it; replace the file, no restart is needed"
                        : which + " expires on " + day + ": replace the file in time, no restart is needed");
    }
}
