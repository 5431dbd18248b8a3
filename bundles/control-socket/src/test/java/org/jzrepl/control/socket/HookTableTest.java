// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.snapshot.SnapshottingReport;

final class HookTableTest {
    private static final String TABLE = """
            1 Ok                 12ms command hook: "ZREPL_DRYRUN='' /etc/flush"
            2 Err                3ms  command hook failed with "exit status 1": "ZREPL_DRYRUN='' /etc/lock"
            \t\tno such lock
            \t
            \t1 Ok 1ms not a row
            3 Ok                 0ms  snapshot
            4 SkippedDueToPreErr 0ms \s
            5 Exec               ... \s""";

    private static final String ROWS = """
            1 Ok                 12ms command hook: "ZREPL_DRYRUN='' /etc/flush"
            2 Err                3ms  command hook failed with "exit status 1": "ZREPL_DRYRUN='' /etc/lock"
            3 Ok                 0ms  snapshot
            4 SkippedDueToPreErr 0ms \s
            5 Exec               ... \s""";

    private static SnapshottingReport report(String table) {
        var progress = new SnapshottingReport.Progress(
                Pictures.DATA,
                SnapshottingReport.Outcome.FAILED,
                "a_1",
                Optional.empty(),
                Optional.empty(),
                table,
                true);
        return new SnapshottingReport(
                "periodic",
                SnapshottingReport.State.SNAPSHOTTING,
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(progress));
    }

    private static com.google.gson.JsonObject shown(String table) {
        return new SnapshottingJson(new StatusDocument(ZoneOffset.UTC))
                .of(report(table))
                .getAsJsonObject("Periodic")
                .getAsJsonArray("Progress")
                .get(0)
                .getAsJsonObject();
    }

    @Test
    void zrepls_table_has_its_rows_and_nothing_else() {
        assertEquals(ROWS, shown(TABLE).get("Hooks").getAsString());
    }

    @Test
    void programs_find_each_step_with_what_it_said() {
        assertEquals(JsonParser.parseString("""
                [{"Hook": 1, "Phase": "pre_snapshot", "State": "Ok", "Output": "",
                  "Report": "command hook: \\"ZREPL_DRYRUN='' /etc/flush\\""},
                 {"Hook": 2, "Phase": "pre_snapshot", "State": "Err", "Output": "\\tno such lock\\n\\n1 Ok 1ms not a row",
                  "Report": "command hook failed with \\"exit status 1\\": \\"ZREPL_DRYRUN='' /etc/lock\\""},
                 {"Hook": null, "Phase": "snapshot", "State": "Ok", "Report": "snapshot", "Output": ""},
                 {"Hook": 2, "Phase": "post_snapshot", "State": "SkippedDueToPreErr", "Report": "", "Output": ""},
                 {"Hook": 1, "Phase": "post_snapshot", "State": "Exec", "Report": "", "Output": ""}]
                """), shown(TABLE).get("HookSteps"));
    }

    @Test
    void without_hooks_there_are_no_steps() {
        assertEquals("", shown("").get("Hooks").getAsString());
        assertEquals(false, shown("").has("HookSteps"));
    }
}
