// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.replication.Lab;
import org.jzrepl.replication.local.OnDiskNames;

/// What is listed, and what is released, of what jobs have left.
final class ZfsAbstractionCommandTest {
    private static final DatasetPath DATA = DatasetPath.parse("tank/data");
    private static final JobName OTHER = new JobName("other");

    private final Lab lab;
    private final Terminal terminal;
    private Snapshot old;
    private Snapshot middle;
    private Snapshot young;

    ZfsAbstractionCommandTest() throws Exception {
        lab = new Lab();
        terminal = new Terminal(lab.source);
        lab.dataset("tank/data");
        old = lab.snapshot("tank/data", "old");
        middle = lab.snapshot("tank/data", "middle");
        young = lab.snapshot("tank/data", "young");
    }

    @BeforeEach
    void leave_something_behind() throws Exception {
        stepHold(old, Lab.JOB);
        stepHold(young, Lab.JOB);
        cursor(middle);
        lab.source.anchors().hold(DATA, List.of(young), "mine");
        lab.source.anchors().bookmark(DATA, old, "mine");
    }

    private void stepHold(Snapshot snapshot, JobName job) throws Exception {
        lab.source.anchors().hold(DATA, List.of(snapshot), OnDiskNames.stepHold(job));
    }

    private void cursor(Snapshot snapshot) throws Exception {
        lab.source.anchors().bookmark(DATA, snapshot, OnDiskNames.cursor(DATA, snapshot.guid(), Lab.JOB));
    }

    private String cursorName(Snapshot snapshot) {
        return "#zrepl_CURSOR_G_" + snapshot.guid().hex() + "_J_job";
    }

    @Test
    void the_list_shows_what_jobs_left_and_nothing_of_the_users() {
        var listed = terminal.abstraction("list");
        assertEquals(
                List.of(
                        "step-hold \"zrepl_STEP_J_job\" on tank/data@old",
                        "replication-cursor-bookmark-v2 tank/data" + cursorName(middle),
                        "step-hold \"zrepl_STEP_J_job\" on tank/data@young"),
                listed.lines());
        assertEquals(0, listed.status());
    }

    @Test
    void a_selection_narrows_the_list() throws Exception {
        stepHold(middle, OTHER);
        lab.dataset("tank/empty");
        assertEquals(
                List.of("step-hold \"zrepl_STEP_J_other\" on tank/data@middle"),
                terminal.abstraction("list", "--job", "other").lines());
        assertEquals(
                List.of("replication-cursor-bookmark-v2 tank/data" + cursorName(middle)),
                terminal.abstraction("list", "--type=replication-cursor-bookmark-v2")
                        .lines());
        assertEquals(
                4, terminal.abstraction("list", "--fs", "tank/data").lines().size());
        assertEquals("", terminal.abstraction("list", "--fs", "tank/empty").out());
        assertEquals(4, terminal.abstraction("list", "--fs", "tank<:ok").lines().size());
        assertEquals(
                "", terminal.abstraction("list", "--fs", "tank<:ok,tank/data:!").out());
    }

    @Test
    void a_cursor_without_a_job_is_every_jobs() throws Exception {
        lab.source.anchors().bookmark(DATA, old, "zrepl_replication_cursor");
        var listed = terminal.abstraction("list", "--job", "other", "--json").out();
        var legacy = JsonParser.parseString(listed).getAsJsonObject();
        assertEquals("replication-cursor-bookmark-v1", legacy.get("Type").getAsString());
        assertTrue(legacy.get("JobID").isJsonNull());
    }

    @Test
    void programs_get_one_object_for_each() {
        var listed =
                terminal.abstraction("list", "--json", "--type", "step-hold").out();
        var objects = listed.split("\n\n");
        assertEquals(2, objects.length, listed);
        var hold = JsonParser.parseString(objects[1]).getAsJsonObject();
        assertEquals(
                Set.of("Type", "FS", "Name", "FullPath", "JobID", "CreateTXG", "FilesystemVersion", "String"),
                hold.keySet());
        assertEquals("zrepl_STEP_J_job", hold.get("Name").getAsString());
        assertEquals("tank/data@young", hold.get("FullPath").getAsString());
        assertEquals("job", hold.get("JobID").getAsString());
        var revision = hold.getAsJsonObject("FilesystemVersion");
        assertEquals("snapshot", revision.get("Type").getAsString());
        assertEquals(young.guid().toString(), revision.get("Guid").getAsString());
        assertEquals("2", revision.getAsJsonObject("UserRefs").get("Value").getAsString());
        assertTrue(objects[0].startsWith("{\n  \"Type\": \"step-hold\","), objects[0]);
    }

    @Test
    void a_dry_run_changes_nothing_and_says_what_it_would() throws Exception {
        var before = Lab.anchors(lab.source, DATA);
        var dry = terminal.abstraction("release-all", "--dry-run");
        assertEquals(3, dry.lines().size());
        assertEquals(
                "would destroy step-hold \"zrepl_STEP_J_job\" on tank/data@old",
                dry.lines().getFirst());
        var json = terminal.abstraction("release-all", "--dry-run", "--json").out();
        assertEquals(3, JsonParser.parseString(json).getAsJsonArray().size());
        assertEquals(before, Lab.anchors(lab.source, DATA));
        var none = terminal.abstraction("release-all", "--dry-run", "--json", "--job", "other");
        assertEquals("null", none.out().strip());
    }

    @Test
    void all_are_released_but_the_users() throws Exception {
        var released = terminal.abstraction("release-all");
        assertEquals(0, released.status());
        assertEquals(
                "destroy replication-cursor-bookmark-v2 tank/data" + cursorName(middle) + " ... OK",
                released.lines().get(1));
        assertEquals(Set.of("@young mine", "#mine"), Lab.anchors(lab.source, DATA));
    }

    /// The cursor is on `middle`: the step to it is over, the one to `young` is not.
    @Test
    void what_the_cursor_has_passed_is_stale() throws Exception {
        cursor(old);
        stepHold(middle, OTHER);
        var released = terminal.abstraction("release-stale", "--json");
        assertEquals(0, released.status(), released.err());
        assertEquals(
                Set.of(
                        "@young zrepl_STEP_J_job",
                        "@middle zrepl_STEP_J_other",
                        cursorName(middle),
                        "@young mine",
                        "#mine"),
                Lab.anchors(lab.source, DATA));
        var outcomes = JsonParser.parseString("[" + released.out().replace("\n}\n{", "\n},{") + "]")
                .getAsJsonArray();
        assertEquals(2, outcomes.size(), released.out());
        for (var outcome : outcomes) {
            assertEquals("", outcome.getAsJsonObject().get("DestroyErr").getAsString());
            assertTrue(outcome.getAsJsonObject().getAsJsonObject("Abstraction").has("FullPath"), released.out());
        }
    }

    @Test
    void without_a_cursor_only_the_newest_step_hold_counts_and_tentative_cursors_stay() throws Exception {
        lab.source.snapshots().destroy(DATA, lab.source.catalog().revisions(DATA, List.of(cursorName(middle))));
        var tentative = OnDiskNames.tentativeCursor(DATA, old.guid(), Lab.JOB);
        lab.source.anchors().bookmark(DATA, old, tentative);
        terminal.abstraction("release-stale");
        assertEquals(
                Set.of("@young zrepl_STEP_J_job", "#" + tentative, "@young mine", "#mine"),
                Lab.anchors(lab.source, DATA));
    }

    @Test
    void step_holds_are_not_judged_without_cursors() throws Exception {
        var before = Lab.anchors(lab.source, DATA);
        var refused = terminal.abstraction("release-stale", "--type", "step-hold");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("together or not at all"), refused.err());
        assertEquals(before, Lab.anchors(lab.source, DATA));
    }

    @Test
    void a_step_hold_is_made_as_a_job_would() throws Exception {
        var made = terminal.abstraction("create", "step", "-t", "tank/data@middle", "-j", "other");
        assertEquals("step-hold \"zrepl_STEP_J_other\" on tank/data@middle\n", made.out());
        assertTrue(Lab.anchors(lab.source, DATA).contains("@middle zrepl_STEP_J_other"));
    }

    @Test
    void what_cannot_be_held_is_said() {
        assertRefused("nothing else can be held", "create", "step", "-t", "tank/data#mark", "-j", "job");
        assertRefused("tank/data@none: snapshot does not exist", "create", "step", "-t", "tank/data@none", "-j", "job");
        assertRefused("--target is missing", "create", "step", "-j", "job");
        assertRefused("--job is missing", "create", "step", "-t", "tank/data@old");
    }

    @Test
    void wrong_usage_says_what_is_right() {
        assertRefused("what is to be done?", new String[0]);
        assertRefused("cannot do \"prune\"", "prune");
        assertRefused("unknown type \"holds\"; there are [step-hold,", "list", "--type", "holds");
        assertRefused("tank/none: dataset does not exist", "list", "--fs", "tank/none");
        assertRefused("\"tank\" is no entry of a filter", "list", "--fs", "tank,data:ok");
        assertRefused("--concurrency takes a number from 1", "list", "-p", "0");
        assertRefused("unknown argument \"--dry-run\"", "list", "--dry-run");
    }

    private void assertRefused(String why, String... words) {
        var refused = terminal.abstraction(words);
        assertEquals(1, refused.status());
        assertEquals("", refused.out());
        assertTrue(refused.err().startsWith("jzrepl zfs-abstraction: "), refused.err());
        assertTrue(refused.err().contains(why), refused.err());
    }
}
