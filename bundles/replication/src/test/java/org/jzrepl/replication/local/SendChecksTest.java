// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.testkit.conformance.Case;

class SendChecksTest {
    private static final DatasetPath PATH = DatasetPath.parse("p/f");

    @Test
    void raw_sending_of_an_encrypted_dataset_needs_encrypted() throws ZfsException {
        var raw = Set.of(Flag.RAW);
        new SendChecks(true, raw).encryption(dataset(Optional.of("aes-256-gcm")), "send");
        new SendChecks(false, raw).encryption(dataset(Optional.of("off")), "send");
        new SendChecks(false, Set.of()).encryption(dataset(Optional.of("aes-256-gcm")), "send");
        new SendChecks(false, raw).encryption(dataset(Optional.empty()), "send");
        var plain = new SendChecks(false, raw);
        assertThrows(ZfsException.class, () -> plain.encryption(dataset(Optional.of("aes-256-gcm")), "send"));
    }

    @Test
    void a_dataset_that_does_not_say_whether_it_is_encrypted_is_not_sent() {
        var checks = new SendChecks(false, Set.of());
        assertThrows(ZfsException.class, () -> checks.encryption(dataset(Optional.of("-")), "send"));
    }

    /// Group `resume_token_validate`.
    static void token(Case one) throws ZfsException {
        if (one.flag("ok")) {
            validate(one);
        } else {
            assertThrows(ZfsException.class, () -> validate(one));
        }
    }

    private static void validate(Case one) throws ZfsException {
        var request = one.inner("req");
        var checks = new SendChecks(request.flag("encrypted"), Set.of());
        var step = new Step(
                DatasetPath.parse(request.text("fs").orElseThrow()),
                request.text("from").map(SendChecksTest::snapshot),
                snapshot(request.text("to").orElseThrow()),
                Optional.of("1-token"),
                Protection.RESUMABLE);
        boolean encrypted =
                checks.encryption(dataset(Optional.of(one.flag("fs_encrypted") ? "aes-256-gcm" : "off")), "send");
        checks.token(step, decoded(one.inner("token")), encrypted);
    }

    private static ResumeToken decoded(Case token) {
        return new ResumeToken(
                "1-token",
                token.text("fromguid").map(Guid::parse),
                Guid.parse(token.text("toguid").orElseThrow()),
                token.text("toname").orElseThrow(),
                OptionalLong.empty(),
                token.flag("rawok"),
                false,
                false,
                false,
                false);
    }

    private static Snapshot snapshot(String guid) {
        return new Snapshot("s" + guid, Guid.parse(guid), 1, Instant.EPOCH);
    }

    private static Dataset dataset(Optional<String> encryption) {
        return new Dataset(
                PATH,
                Dataset.Kind.FILESYSTEM,
                encryption
                        .map(value -> Map.of(SendChecks.ENCRYPTION, new Property(value, Property.Source.NONE)))
                        .orElse(Map.of()),
                Optional.empty(),
                List.of(),
                Set.of());
    }
}
