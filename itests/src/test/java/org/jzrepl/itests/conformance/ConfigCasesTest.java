// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.testkit.conformance.Case;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of configuration files: the product's `configcheck` accepts and refuses what they say, and
/// prints the effective values that they say. A refusal names the line.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigCasesTest {
    @RegisterExtension
    private final Conformance cases = Conformance.of("config-cases.yml");

    private final Configcheck configcheck = new Configcheck();
    private Path folder = Path.of("");

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        configcheck.start(folder);
    }

    @TestFactory
    Stream<DynamicTest> files_are_judged_and_read_as_the_cases_say() {
        return cases.tests("cases", this::check);
    }

    @Test
    void every_group_is_run() {
        assertEquals(Set.of("cases"), cases.groups());
    }

    @AfterAll
    void close() throws IOException {
        configcheck.close();
    }

    private void check(Case one) throws IOException {
        var folder = Files.createTempDirectory(this.folder, "case");
        for (var file : one.inner("files").values().entrySet()) {
            var path = folder.resolve(file.getKey().toString());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().toString());
        }
        var config = Files.writeString(folder.resolve("zrepl.yml"), one.string("config"));
        var result = configcheck.run("--config", config.toString(), "--format", "json", "--skip-cert-check");
        assertEquals(one.string("verdict").equals("valid") ? 0 : 1, result.status(), result.errors());
        if (result.status() == 0) {
            EffectiveChecks.check(JsonParser.parseString(result.output()), one.inner("expect"));
        } else {
            assertTrue(result.errors().matches("(?s).*\\.ya?ml:[0-9]+:[0-9]+: .*"), "no place: " + result.errors());
        }
    }
}
