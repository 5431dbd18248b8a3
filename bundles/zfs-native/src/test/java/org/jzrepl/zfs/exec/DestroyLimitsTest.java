// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.Environment;
import org.jzrepl.zfs.exec.DestroyBatch.Limits;

final class DestroyLimitsTest {
    private static final String MOST = "ZREPL_DESTROY_MAX_BATCH_SIZE";
    private static final String COMMA = "ZREPL_EXPERIMENTAL_ZFS_COMMA_SYNTAX_SUPPORTED";

    private static Limits of(Map<String, String> variables) {
        return Limits.of(new Environment(variables));
    }

    @Test
    void a_size_below_one_is_no_limit() {
        assertEquals(new Limits(7), of(Map.of(MOST, "7")));
        assertEquals(Limits.NONE, of(Map.of(MOST, "0")));
        assertEquals(Limits.NONE, of(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "t", "TRUE", "true"})
    void lists_are_used_where_zrepl_would_use_them(String yes) {
        assertEquals(Limits.NONE, of(Map.of(COMMA, yes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "F", "false"})
    void and_not_where_it_would_not(String no) {
        assertEquals(new Limits(1), of(Map.of(COMMA, no, MOST, "7")));
    }
}
