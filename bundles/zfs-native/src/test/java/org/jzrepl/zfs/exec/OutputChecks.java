// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.testkit.conformance.Case;

/// Checks the reading of what ZFS prints against one conformance case.
final class OutputChecks {
    private OutputChecks() {}

    static void dryRun(Case one) throws ZfsException {
        var lines = List.of(one.string("out").split("\n"));
        if (one.flag("error")) {
            assertThrows(ZfsException.class, () -> DryRun.parse(lines, "estimate"));
            return;
        }
        var expected = one.inner("expect");
        var from = Optional.of(expected.string("from")).filter(text -> !text.isEmpty());
        var parsed = DryRun.parse(lines, "estimate");
        assertEquals(new DryRun(from, expected.string("to"), expected.unsigned("size")), parsed);
        assertEquals(
                expected.string("type").equals("incremental"), parsed.from().isPresent());
        if (one.has("after_threshold")) {
            long known = one.unsigned("after_threshold");
            assertEquals(known == 0 ? OptionalLong.empty() : OptionalLong.of(known), parsed.expectedBytes());
        }
    }

    static void missing(Case one) {
        assertEquals(one.flag("expect"), NotExist.isSaid(one.string("stderr"), one.string("query")));
    }

    static void receive(Case one) {
        var parsed = RecvOutput.parse(one.string("stderr"), "1-ok"::equals);
        assertEquals(
                switch (one.string("expect")) {
                    case "RESUMABLE" -> new RecvOutput.Partial(one.string("token"));
                    case "ENC_OVERWRITE" -> new RecvOutput.EncryptionOverwrite();
                    case "STREAM_READ" -> new RecvOutput.NothingRead();
                    default -> new RecvOutput.Other();
                },
                parsed);
    }

    static void row(Case one) throws ZfsException {
        if (one.flag("error")) {
            assertThrows(ZfsException.class, () -> VersionRow.parse(one.string("in")));
            return;
        }
        var expected = one.inner("expect");
        var row = VersionRow.parse(one.string("in"));
        assertEquals(
                new Revision.Snapshot(
                        expected.string("name"),
                        new Guid(expected.unsigned("guid")),
                        expected.unsigned("createtxg"),
                        Instant.parse(expected.string("creation"))),
                row.revision());
        assertEquals(expected.unsigned("userrefs") > 0, row.held());
    }
}
