// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;

class IncludesTest {
    @TempDir
    private Path folder;

    private Yaml yaml = new Yaml(Path.of(""));

    @BeforeEach
    void inFolder() {
        yaml = new Yaml(folder);
    }

    @Test
    void jobs_of_included_files_come_after_the_main_ones_in_the_order_of_names() throws ConfigException {
        yaml.write("conf.d/b.yml", "jobs: [{name: b}]");
        yaml.write("conf.d/a.yml", "jobs: [{name: a}]");
        yaml.write("conf.d/ignored.yaml", "jobs: [{name: c}]");
        yaml.write("last.yml", "jobs: [{name: last}]\nglobal: {}\n");
        var files = yaml.files("include: [conf.d, last.yml]\njobs: [{name: main}]\n");
        assertEquals(List.of("main", "a", "b", "last"), names(files.main()));
        assertEquals(3, files.ignoredGlobals().size());
    }

    @Test
    void a_problem_in_an_included_file_is_told_with_that_file() {
        yaml.write("a.yml", "jobs:\n- [1]\n");
        yaml.write("b.yml", "job: []\n");
        var refused = assertThrows(ConfigException.class, () -> yaml.read("include: [a.yml, b.yml, c.yml]\n"));
        assertEquals(
                List.of(
                        "a.yml:2:3: jobs[0]: must be a mapping, not a list",
                        "b.yml:1:1: job: unknown key; did you mean jobs?",
                        "main.yml:1:10: include: c.yml is neither a file nor a directory"),
                yaml.problems(refused));
    }

    private static List<String> names(Section root) throws ConfigException {
        var names = new java.util.ArrayList<String>();
        for (var job : root.sections("jobs")) {
            names.add(job.required("name", Words::text));
        }
        return names;
    }
}
