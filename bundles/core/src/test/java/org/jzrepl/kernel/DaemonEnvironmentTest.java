// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.Environment;

final class DaemonEnvironmentTest {
    private static List<String> problems(Map<String, String> variables) {
        return new DaemonEnvironment(new Environment(variables)).problems();
    }

    @Test
    void each_that_nobody_can_read_has_a_sentence_that_names_it() {
        assertEquals(
                List.of(
                        "environment variable ZREPL_EXPERIMENTAL_ZFS_COMMA_SYNTAX_SUPPORTED: \"perhaps\" is no boolean: "
                                + "write true or false; correct it, or unset it",
                        "environment variable ZREPL_MAX_HOOK_LOG_SIZE: \"1MiB\" is no whole number; correct it, or unset it",
                        "environment variable ZREPL_TRACE_ID_NUM_BYTES: must be at least 1, not 0; correct it, or unset it",
                        "environment variable ZREPL_WALLCLOCKTIMER_MAX_DELAY: \"soon\" is no duration: "
                                + "write for example 10s, 1m30s or 500ms; correct it, or unset it"),
                problems(Map.of(
                        "ZREPL_EXPERIMENTAL_ZFS_COMMA_SYNTAX_SUPPORTED",
                        "perhaps",
                        "ZREPL_TRACE_ID_NUM_BYTES",
                        "0",
                        "ZREPL_MAX_HOOK_LOG_SIZE",
                        "1MiB",
                        "ZREPL_WALLCLOCKTIMER_MAX_DELAY",
                        "soon")));
    }

    @Test
    void what_can_be_read_what_is_empty_and_what_is_not_zrepls_is_no_problem() {
        assertEquals(
                List.of(),
                problems(Map.of(
                        "ZREPL_MAX_HOOK_LOG_SIZE",
                        "0",
                        "ZREPL_DESTROY_MAX_BATCH_SIZE",
                        "-1",
                        "ZREPL_TRACE_ID_NUM_BYTES",
                        "",
                        "ZREPL_KEYLOG_FILE",
                        "keys",
                        "TERM",
                        "dumb")));
    }
}
