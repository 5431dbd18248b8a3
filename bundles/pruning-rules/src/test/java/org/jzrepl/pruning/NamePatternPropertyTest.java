// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// The short cut for beginnings says what RE2 says.
final class NamePatternPropertyTest {
    private static Candidate named(String name) {
        return new Candidate(new Snapshot(name, new Guid(1), 1, Instant.EPOCH), false);
    }

    @Property
    void a_name_matches_as_re2_finds_it(
            @ForAll @Chars({'a', '_', '-', '.', '*', '^'}) @StringLength(max = 6) String body,
            @ForAll boolean anchored,
            @ForAll boolean open,
            @ForAll @CharRange(from = 'a', to = 'b') @Chars({'_', '-', '.'}) @StringLength(max = 6) String name) {
        var expression = (anchored ? "^" : "") + body + (open ? ".*" : "");
        try {
            var expected = Pattern.compile(expression).matcher(name).find();
            assertEquals(expected, NamePattern.of(expression).matches(named(name)), expression + " on " + name);
        } catch (com.google.re2j.PatternSyntaxException e) {
            assertTrue(expression.contains("*"), expression);
        }
    }

    @Test
    void what_asks_for_more_than_a_beginning_takes_no_short_cut() {
        assertTrue(NamePattern.of("^auto_").beginning().isPresent());
        assertTrue(NamePattern.of(".*").beginning().isPresent());
        assertTrue(NamePattern.of("auto").beginning().isEmpty());
        assertTrue(NamePattern.of("^auto$").beginning().isEmpty());
        assertTrue(NamePattern.of("^a|b").beginning().isEmpty());
    }
}
