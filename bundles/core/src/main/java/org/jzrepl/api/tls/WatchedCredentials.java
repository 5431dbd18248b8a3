// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;

/// Credentials that follow their files: whoever asks gets what the files hold now. A glance at their time stamps
/// tells whether they have to be read.
///
/// Files are rarely replaced all at once. While the new ones cannot be used, the old credentials stay, with a
/// warning. Safe for use by several threads.
public final class WatchedCredentials {
    private final CredentialFiles files;
    private final AtomicReference<Reading> last =
            new AtomicReference<>(new Reading(List.of(), Optional.empty(), Optional.empty()));

    public WatchedCredentials(CredentialFiles files) {
        this.files = files;
    }

    /// What came of reading the files when they had these stamps.
    private record Reading(
            List<Stamp> stamps, Optional<Credentials> credentials, Optional<CredentialException> problem) {}

    /// The same object until the files change.
    ///
    /// @throws CredentialException if they could never be used
    public Credentials current() throws CredentialException {
        var reading = reading();
        if (reading.credentials().isEmpty()) {
            throw reading.problem().orElseThrow();
        }
        return reading.credentials().orElseThrow();
    }

    /// Reads the files, which the keys of `section` name.
    public void check(Section section) throws ConfigException {
        try {
            current();
        } catch (CredentialException e) {
            throw section.wrong(e.key(), e.getMessage());
        }
    }

    /// Sentences about certificates that have expired or soon will, and about files that cannot be used.
    public List<String> warnings(Instant now) {
        var reading = reading();
        var warnings = new ArrayList<String>();
        reading.problem()
                .map(problem -> problem.getMessage()
                        + (reading.credentials().isPresent() ? "; what was there before stays in use" : ""))
                .ifPresent(warnings::add);
        reading.credentials().ifPresent(credentials -> {
            warnings.addAll(Expiry.warnings(files.cert(), credentials.chain(), now));
            warnings.addAll(Expiry.warnings(files.ca(), credentials.authorities(), now));
        });
        return List.copyOf(warnings);
    }

    /// Two threads may read at once: what they find is the same.
    private Reading reading() {
        var before = last.get();
        var stamps = files.all().stream().map(Stamp::of).toList();
        if (before.stamps().equals(stamps)) {
            return before;
        }
        var reading = read(stamps, before.credentials());
        last.set(reading);
        return reading;
    }

    private Reading read(List<Stamp> stamps, Optional<Credentials> before) {
        try {
            return new Reading(stamps, Optional.of(Credentials.read(files)), Optional.empty());
        } catch (CredentialException e) {
            return new Reading(stamps, before, Optional.of(e));
        }
    }

    /// By what a change of a file shows; an absent one has none.
    private record Stamp(List<Object> attributes) {
        static Stamp of(Path file) {
            try {
                var now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(Stream.concat(
                                Stream.of(now.lastModifiedTime(), now.size()),
                                Optional.ofNullable(now.fileKey()).stream())
                        .toList());
            } catch (IOException e) {
                return new Stamp(List.of());
            }
        }
    }
}
