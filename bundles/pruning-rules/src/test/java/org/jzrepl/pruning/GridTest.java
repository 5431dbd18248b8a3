// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.pruning.Grid.Interval;

final class GridTest {
    @Test
    void intervals_are_repeated_in_order() {
        assertEquals(
                List.of(
                        new Interval(Duration.ofHours(1), OptionalInt.empty()),
                        new Interval(Duration.ofHours(1), OptionalInt.of(1)),
                        new Interval(Duration.ofHours(1), OptionalInt.of(1)),
                        new Interval(Duration.ofDays(7), OptionalInt.of(3))),
                Grid.parse("1x1h(keep=all) | 2x1h | 1x1w(keep=3)").intervals());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 2 x 1h ",
                "2x1h ( keep=2)",
                "1x1h(keep=+2)",
                "2\n x\n1h",
                "1x1h(keep=-1)",
                "1x1d(keep=all)|2x1h"
            })
    void blanks_and_all_forms_of_keep_are_accepted(String text) {
        assertFalse(Grid.parse(text).intervals().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "1x1h|",
                "0x1h",
                "1X1h",
                "x1h",
                "1x",
                "1x1",
                "-1x1h",
                "1x1h()",
                "1x1h(keep=)",
                "1x1h(keep= 3)",
                "1x1h(keep=all )",
                "1x1h ( keep=2 )",
                "1x1h(keep=1.5)",
                "1x1h(keep=0)",
                "1x1h(keep=-2)",
                "1x1h(hold=1)",
                "1x1h(keep=1",
                "1x1h(keep=1)x",
                "1x2h|1x1h",
                "1x1d(keep=all)|1x2h|1x1h",
                "1x0w",
                "999999x1h"
            })
    void what_is_no_grid_is_refused(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Grid.parse(text));
        assertTrue(refused.getMessage().length() > 10, refused::getMessage);
    }
}
