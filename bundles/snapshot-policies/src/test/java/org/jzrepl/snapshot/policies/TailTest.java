// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TailTest {
    private static void add(Tail tail, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.add(bytes, bytes.length);
    }

    @Property(tries = 300)
    void the_end_of_all_that_came(
            @ForAll @IntRange(max = 40) int most,
            @ForAll @Size(max = 8) List<@StringLength(max = 30) @AlphaChars String> pieces) {
        var tail = new Tail(most);
        pieces.forEach(piece -> add(tail, piece));
        var all = String.join("", pieces);
        assertEquals(all.substring(Math.max(0, all.length() - most)), tail.text());
    }

    @Test
    void does_not_begin_within_a_character() {
        var tail = new Tail(4);
        add(tail, "€€");
        assertEquals("€", tail.text());
        add(tail, "a\u00E4");
        assertEquals("aä", tail.text());
    }
}
