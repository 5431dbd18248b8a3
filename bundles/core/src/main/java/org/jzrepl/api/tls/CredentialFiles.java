// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.nio.file.Path;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;

/// The PEM files of a TLS side: whom it trusts, its own chain (its own certificate first), and the key to that.
public record CredentialFiles(Path ca, Path cert, Path key) {
    /// The keys `ca`, `cert` and `key`. Opens no file.
    public static CredentialFiles read(Section section) throws ConfigException {
        var problems = new Problems();
        var ca = problems.attempt(() -> section.required("ca", CredentialFiles::path));
        var cert = problems.attempt(() -> section.required("cert", CredentialFiles::path));
        var key = problems.attempt(() -> section.required("key", CredentialFiles::path));
        problems.throwIfAny();
        return new CredentialFiles(ca.orElseThrow(), cert.orElseThrow(), key.orElseThrow());
    }

    private static Path path(Section.Scalar value) {
        return Path.of(Words.nonEmpty(value));
    }

    List<Path> all() {
        return List.of(ca, cert, key);
    }
}
