// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ByteSize;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Words;

class YamlSectionTest {
    @TempDir
    private Path folder;

    private Yaml yaml = new Yaml(Path.of(""));

    @BeforeEach
    void inFolder() {
        yaml = new Yaml(folder);
    }

    @Test
    void all_that_is_wrong_is_told_at_once_each_with_its_place() throws ConfigException {
        var root = yaml.read("""
                count: ten
                mode: fsat
                colour: red
                nested:
                  adress: here
                """);
        var problems = new Problems();
        problems.attempt(() -> root.required("count", Numbers.between(1, 10)));
        problems.attempt(() -> root.required("mode", Words.oneOf(Map.of("fast", 1, "slow", 2))));
        problems.attempt(() -> root.required("name", Words::nonEmpty));
        var nested = root.section("nested");
        problems.attempt(() -> nested.optional("address", Words::text, ""));
        problems.check(nested::done);
        problems.check(root::done);
        var all = assertThrows(ConfigException.class, problems::throwIfAny);
        assertEquals(
                List.of(
                        "main.yml:1:1: name: is missing",
                        "main.yml:1:8: count: \"ten\" is no integer: write digits, unquoted",
                        "main.yml:2:7: mode: \"fsat\" is none of fast, slow",
                        "main.yml:3:1: colour: unknown key; known here: count, mode, name, nested",
                        "main.yml:5:3: nested.adress: unknown key; did you mean address?"),
                yaml.problems(all));
    }

    @Test
    void null_is_no_value_but_gives_a_section_its_defaults() throws ConfigException {
        var root = yaml.read("section:\nflag:\nlist: ~\nmap: null\n");
        assertFalse(root.has("section"));
        assertEquals(7, root.section("section").optional("x", Numbers.between(1, 9), 7));
        assertFalse(root.optional("flag", Numbers::bool, true));
        assertEquals(List.of(), root.list("list", Words::text));
        assertEquals(Map.of(), root.map("map", Words::text));
        root.done();
    }

    @Test
    void maps_merge_and_objects_do_not() throws ConfigException {
        var root = yaml.read("""
                base: &base {a: 1, b: 2}
                map: {<<: *base, c: 3}
                object: {<<: *base, c: 3}
                """);
        assertEquals(Map.of("a", "1", "b", "2", "c", "3"), root.map("map", Words::text));
        var refused = assertThrows(ConfigException.class, () -> root.section("object"));
        assertTrue(refused.getMessage().contains("write the keys out"), refused.getMessage());
    }

    @Test
    void a_map_that_merges_itself_is_refused() throws ConfigException {
        var root = yaml.read("map: &map {a: 1, <<: *map}\n");
        assertThrows(ConfigException.class, () -> root.map("map", Words::text));
    }

    @Test
    void what_was_read_is_in_effect_with_its_origin() throws ConfigException {
        var root = yaml.read("timeout: 90s\nflag: yes\n");
        root.optional("timeout", GoDuration::positive, Duration.ofSeconds(10));
        root.optional("flag", Numbers::bool, false);
        root.optional("size", ByteSize::parse, new ByteSize(8 * 128 * 1024));
        root.section("below").optional("level", Words.oneOf(Map.of("warn", 2)), 2);
        root.list("list", Words::text);
        var origin = new Effective.Origin(folder.resolve("main.yml").toString(), 1);
        var entries = root.effective().entries();
        assertEquals(List.of("timeout", "flag", "size", "below", "list"), List.copyOf(entries.keySet()));
        assertEquals(new Effective.Value(Duration.ofSeconds(90), "90s", origin), entries.get("timeout"));
        assertEquals("true", ((Effective.Value) entries.get("flag").values()).text());
        assertEquals("128 KiB", ((Effective.Value) entries.get("size").values()).text());
        assertEquals(
                Effective.Mapping.EMPTY.with("level", Effective.Value.byDefault("warn", "warn")), entries.get("below"));
    }

    @Test
    void a_section_that_is_unread_has_nothing_in_effect() throws ConfigException {
        var root = yaml.read("a: 1\n");
        root.required("a", Words::text);
        assertEquals(Effective.Mapping.EMPTY, root.unread().effective());
    }
}
