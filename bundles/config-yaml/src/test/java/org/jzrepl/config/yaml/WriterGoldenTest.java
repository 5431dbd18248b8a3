// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationWriter.Form;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.Effective.Origin;
import org.jzrepl.api.config.Effective.Value;
import org.jzrepl.api.config.Words;

class WriterGoldenTest {
    private static final Effective.Mapping SAMPLE = Effective.Mapping.EMPTY
            .with("count", Value.written(16, "0x10", new Origin("a.yml", 3)))
            .with("flag", Value.byDefault(true, "true"))
            .with("interval", Value.written(Duration.ofMinutes(10), "10m", new Origin("a.yml", 4)))
            .with("name", Value.written("no", "no", new Origin("a.yml", 5)))
            .with("regex", Value.byDefault("", ""))
            .with("quoted \"key\"", Value.written("tab\tüber # \\", "tab\tüber # \\", new Origin("a.yml", 6)))
            .with("nothing", new Effective.Listing(List.of()))
            .with("nobody", Effective.Mapping.EMPTY)
            .with(
                    "rules",
                    new Effective.Listing(List.of(
                            Effective.Mapping.EMPTY
                                    .with("type", Value.written("last_n", "last_n", new Origin("b.yml", 1)))
                                    .with("count", Value.byDefault(1, "1")),
                            Value.written("tank/a<", "tank/a<", new Origin("b.yml", 2)))));

    @TempDir
    private Path folder;

    private static String written(Form form, boolean explained) {
        return new YamlConfigurationWriter().write(SAMPLE, form, explained);
    }

    @Test
    void yaml_says_what_a_file_would() {
        assertEquals("""
                count: 16
                flag: true
                interval: 10m
                name: "no"
                regex: ""
                "quoted \\"key\\"": "tab\\tüber # \\\\"
                nothing: []
                nobody: {}
                rules:
                - type: last_n
                  count: 1
                - "tank/a<"
                """, written(Form.YAML, false));
    }

    @Test
    void yaml_tells_origins_behind_the_values() {
        assertEquals("""
                count: 16 # a.yml:3
                flag: true # default
                interval: 10m # a.yml:4
                name: "no" # a.yml:5
                regex: "" # default
                "quoted \\"key\\"": "tab\\tüber # \\\\" # a.yml:6
                nothing: []
                nobody: {}
                rules:
                - type: last_n # b.yml:1
                  count: 1 # default
                - "tank/a<" # b.yml:2
                """, written(Form.YAML, true));
    }

    @Test
    void yaml_is_read_as_it_was_written() throws ConfigException {
        var root = new Yaml(folder).read(written(Form.YAML, true));
        assertEquals("tab\tüber # \\", root.required("quoted \"key\"", Words::text));
        assertEquals("no", root.required("name", Words::text));
    }

    @Test
    void pretty_has_a_line_for_each_value() {
        assertEquals("""
                count           16            a.yml:3
                flag            true          default
                interval        10m           a.yml:4
                name            no            a.yml:5
                regex           ""            default
                quoted "key"    tab\tüber # \\  a.yml:6
                nothing         []
                nobody          {}
                rules[0].type   last_n        b.yml:1
                rules[0].count  1             default
                rules[1]        tank/a<       b.yml:2
                """, written(Form.PRETTY, true));
    }

    @Test
    void json_keeps_numbers_and_booleans() {
        assertEquals("""
                {
                  "count": 16,
                  "flag": true,
                  "interval": "10m",
                  "name": "no",
                  "regex": "",
                  "quoted \\"key\\"": "tab\\u0009über # \\\\",
                  "nothing": [],
                  "nobody": {},
                  "rules": [
                    {
                      "type": "last_n",
                      "count": 1
                    },
                    "tank/a<"
                  ]
                }
                """, written(Form.JSON, false));
    }
}
