// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class StderrTailTest {
    @Property
    void the_end_of_what_was_written_is_kept(
            @ForAll @Size(max = 20) List<@AlphaChars String> pieces, @ForAll @IntRange(min = 1, max = 40) int limit) {
        var tail = new StderrTail(limit);
        for (var piece : pieces) {
            var bytes = piece.getBytes(StandardCharsets.UTF_8);
            tail.add(bytes, bytes.length);
        }
        var all = String.join("", pieces);
        assertEquals(all.substring(Math.max(0, all.length() - limit)), tail.text());
    }
}
