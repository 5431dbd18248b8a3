// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class OutputLinesTest {
    private final List<String> seen = new ArrayList<>();
    private final OutputLines lines = new OutputLines(seen::add, () -> seen.add("too long"));

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        lines.add(bytes, bytes.length);
    }

    @Test
    void a_line_is_handed_on_as_soon_as_it_has_ended() {
        add("one\ntw");
        assertEquals(List.of("one"), seen);
        add("o\r\n\nthree\rfour");
        assertEquals(List.of("one", "two", "", "three"), seen);
        lines.end();
        assertEquals(List.of("one", "two", "", "three", "four"), seen);
    }

    /// However the bytes come.
    @Property(tries = 200)
    void where_it_is_cut_makes_no_difference(
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 30) Integer> lengths) {
        var bytes = "grün\r\n\rblau\n\n€ 5\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
        var cut = new ArrayList<String>();
        var cutter = new OutputLines(cut::add, () -> cut.add("too long"));
        int from = 0;
        for (var length : lengths) {
            int to = Math.min(bytes.length, from + length);
            cutter.add(Arrays.copyOfRange(bytes, from, to), to - from);
            from = to;
        }
        cutter.add(Arrays.copyOfRange(bytes, from, bytes.length), bytes.length - from);
        cutter.end();
        assertEquals(List.of("grün", "", "blau", "", "€ 5\ud83d\ude00"), cut);
    }

    @Test
    void a_line_that_is_too_long_is_left_out_and_the_next_is_not() {
        var longest = "x".repeat(OutputLines.LONGEST);
        add(longest + "\n" + longest);
        add("x");
        add("more of it\r\nnext\n");
        assertEquals(List.of(longest, "too long", "next"), seen);
    }

    @Test
    void what_is_no_utf8_is_handed_on_all_the_same() {
        add(new byte[] {'a', (byte) 0xC3, '\n', (byte) 0xFF, (byte) 0x80, 'b', '\n'});
        assertEquals(List.of("a\uFFFD", "\uFFFD\uFFFDb"), seen);
    }

    @Test
    void a_piece_that_nothing_comes_to_is_handed_on_at_the_second_beat() {
        add("password: ");
        lines.beat();
        assertEquals(List.of(), seen);
        lines.beat();
        assertEquals(List.of("password: "), seen);
        lines.beat();
        add("\nthanks\n");
        assertEquals(List.of("password: ", "thanks"), seen);
    }

    @Test
    void a_piece_is_not_cut_within_a_character() {
        var euro = "€".getBytes(StandardCharsets.UTF_8);
        add("5 ");
        add(Arrays.copyOf(euro, 2));
        lines.beat();
        lines.beat();
        assertEquals(List.of("5 "), seen);
        add(Arrays.copyOfRange(euro, 2, 3));
        lines.end();
        assertEquals(List.of("5 ", "€"), seen);
    }
}
