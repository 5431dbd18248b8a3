// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CpuTimeTest {
    @Test
    void a_name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        var stat = "4711 (z fs) (x) S 1 4711 4711 0 -1 4194304 100 200 0 0 150 25 50 75 20 0 1 0 12345";
        assertEquals(new CpuTime(Duration.ofSeconds(2), Duration.ofSeconds(1)), CpuTime.parse(stat));
    }

    @Test
    void a_process_that_is_gone_has_none() {
        assertEquals(CpuTime.NONE, CpuTime.of(Long.MAX_VALUE));
    }
}
