// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.testkit.conformance.Case;

/// Checks the reading of resume tokens against one conformance case.
final class TokenChecks {
    private TokenChecks() {}

    /// Without a process.
    static void decoded(Case one) {
        var expected = one.inner("expect");
        if (expected.has("error")) {
            assertThrows(IllegalArgumentException.class, () -> ResumeToken.parse(one.string("token")));
        } else {
            check(expected, ResumeToken.parse(one.string("token")));
        }
    }

    /// By asking ZFS.
    static void described(Case one) {
        var parsed = TokenOutput.parse("1-token", one.string("out"));
        switch (one.string("error")) {
            case "" ->
                check(
                        one.inner("expect"),
                        assertInstanceOf(TokenOutput.Read.class, parsed).token());
            case "CORRUPT" -> assertInstanceOf(TokenOutput.Corrupt.class, parsed);
            case "DECODING_UNSUPPORTED" -> assertInstanceOf(TokenOutput.Unsupported.class, parsed);
            case "PARSE_ERROR" -> assertInstanceOf(TokenOutput.Nonsense.class, parsed);
            default -> throw new IllegalArgumentException("unknown error " + one);
        }
    }

    private static void check(Case expected, ResumeToken token) {
        assertEquals(expected.text("toguid").map(TokenChecks::guid), Optional.of(token.to()));
        assertEquals(expected.text("fromguid").map(TokenChecks::guid), token.from());
        assertEquals(expected.string("toname"), token.toName());
        assertEquals(expected.flag("rawok"), token.raw());
        assertEquals(expected.flag("compressok"), token.compressed());
        assertEquals(expected.flag("embedok"), token.embedded());
        assertEquals(expected.flag("largeblockok"), token.largeBlocks());
        assertEquals(expected.flag("savedok"), token.saved());
    }

    private static Guid guid(String decimal) {
        return new Guid(new BigInteger(decimal).longValue());
    }
}
