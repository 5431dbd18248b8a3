// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.replication.Lab;

/// What the trials of a configuration print.
final class TestCommandTest {
    /// Incremental, with GUIDs that only unsigned numbers hold.
    private static final String TOKEN =
            "1-c39c18ef5-e0-789c636064000310a501c49c50360710a715e5e7a69766a6304081805148d98c5d77fe2900d9ec48eaf29"
                    + "3b252934b207c10c0904f4b2b4e2d618003903c1b927c5265496a3103aa3cb2fe927c882ba0e6376820c97382e5f31273538"
                    + "174625eb67ea27e924312c22c0090a718f2";

    private final Lab lab;
    private final Terminal terminal;

    TestCommandTest() throws Exception {
        lab = new Lab();
        terminal = new Terminal(lab.source);
    }

    @Test
    void the_filter_says_of_each_dataset_what_the_job_does() throws Exception {
        lab.dataset("tank/data").dataset("tank/tmp");
        var all = terminal.test("filesystems", "--job", "job", "--all");
        assertEquals(List.of("ACCEPT\ttank\t", "ACCEPT\ttank/data\t", "REJECT\ttank/tmp\t"), all.lines());
        assertEquals(0, all.status());
    }

    @Test
    void an_input_need_not_exist_but_must_be_a_name() {
        assertEquals(
                "REJECT\tother/a\t\n",
                terminal.test("filesystems", "--job", "job", "--input", "other/a")
                        .out());
        var wrong = terminal.test("filesystems", "--job", "job", "--input", "a@b");
        assertTrue(wrong.out().startsWith("ERROR\ta@b\t"), wrong.out());
        assertEquals(1, wrong.status());
    }

    @Test
    void only_a_job_with_a_filter_can_be_asked() {
        assertRefused("job \"none\" does not exist; there are [job, sink]", "filesystems", "--job", "none", "--all");
        assertRefused("job \"sink\" is a sink, which has no filter", "filesystems", "--job", "sink", "--all");
        assertRefused("--job is missing", "filesystems", "--all");
        assertRefused("give either --all or --input", "filesystems", "--job", "job");
        assertRefused("give either --all or --input", "filesystems", "--job", "job", "--all", "--input", "tank");
    }

    @Test
    void placeholders_are_told_by_their_own_value() throws Exception {
        lab.source.properties().create(DatasetPath.parse("tank/shell"), Map.of(Dataset.PLACEHOLDER, "on"));
        lab.dataset("tank/shell/data");
        lab.source.properties().create(DatasetPath.parse("tank/real"), Map.of(Dataset.PLACEHOLDER, "off"));
        assertEquals(
                List.of(
                        "IS_PLACEHOLDER\tDATASET\tzrepl:placeholder",
                        "no\ttank\t",
                        "no\ttank/real\toff",
                        "yes\ttank/shell\ton",
                        "no\ttank/shell/data\t"),
                terminal.test("placeholder", "--all").lines());
        assertEquals(
                "yes\ttank/shell\ton",
                terminal.test("placeholder", "--dataset", "tank/shell").lines().getLast());
        assertRefused("tank/none: dataset does not exist", "placeholder", "--dataset", "tank/none");
    }

    @Test
    void a_token_is_decoded() {
        var decoded = terminal.test("decoderesumetoken", "--token", TOKEN);
        assertEquals(0, decoded.status(), decoded.err());
        var object = JsonParser.parseString(decoded.out()).getAsJsonObject();
        assertEquals(15, object.size());
        assertTrue(object.get("HasToGUID").getAsBoolean());
        assertEquals("18364758544493064720", object.get("FromGUID").getAsString());
        assertEquals("9223372036854775809", object.get("ToGUID").getAsString());
        assertEquals("tank/a/b@b", object.get("ToName").getAsString());
        assertTrue(decoded.out().startsWith("{\n \"HasFromGUID\": "), decoded.out());
        assertRefused("resume token is corrupt", "decoderesumetoken", "--token", "1-2-3");
        assertRefused("--token is missing", "decoderesumetoken");
    }

    private void assertRefused(String why, String... words) {
        var refused = terminal.test(words);
        assertEquals(1, refused.status());
        assertEquals("", refused.out());
        assertTrue(refused.err().contains(why), refused.err());
    }
}
