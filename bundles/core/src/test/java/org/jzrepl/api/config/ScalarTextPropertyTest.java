// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

/// How defaults are written is how they are read.
class ScalarTextPropertyTest {
    private static Scalar plain(String text) {
        return new Scalar(text, Style.PLAIN);
    }

    @Property
    void a_duration_reads_as_it_is_written(@ForAll long nanos) {
        var duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
        assertEquals(duration, GoDuration.parse(plain(GoDuration.text(duration))));
    }

    @Property
    void a_short_duration_reads_as_it_is_written(@ForAll @LongRange(min = 0, max = 5_000_000_000L) long nanos) {
        var duration = Duration.ofNanos(nanos);
        assertEquals(duration, GoDuration.parse(plain(GoDuration.text(duration))));
    }

    @Property
    void a_size_reads_as_it_is_written(
            @ForAll @LongRange(min = -1024, max = 1 << 20) long bits, @ForAll @IntRange(max = 40) int shift) {
        var size = new ByteSize(bits * (double) (1L << shift));
        assertEquals(size.bits(), ByteSize.parse(plain(size.toString())).bits());
    }

    @Test
    void defaults_are_written_as_people_do() {
        assertEquals("10s", GoDuration.text(Duration.ofSeconds(10)));
        assertEquals("1h30m", GoDuration.text(Duration.ofMinutes(90)));
        assertEquals("1m0.5s", GoDuration.text(Duration.ofMillis(60_500)));
        assertEquals("30ns", GoDuration.text(Duration.ofNanos(30)));
        assertEquals("0s", GoDuration.text(Duration.ZERO));
        assertEquals("128 KiB", new ByteSize(8 * 128 * 1024).toString());
        assertEquals("-1 B", new ByteSize(-8).toString());
    }
}
