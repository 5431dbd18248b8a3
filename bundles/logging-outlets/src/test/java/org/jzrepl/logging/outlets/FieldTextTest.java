// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5µs",
        "250000000, 250ms",
        "1000000, 1ms",
        "1500000000, 1.5s",
        "60000000000, 1m0s",
        "600000000000, 10m0s",
        "3600000000000, 1h0m0s",
        "90061000000001, 25h1m1.000000001s",
        "-1500000000, -1.5s"
    })
    void durations_are_written_as_go_does_it(long nanos, String text) {
        assertEquals(text, FieldText.duration(Duration.ofNanos(nanos)));
    }
}
