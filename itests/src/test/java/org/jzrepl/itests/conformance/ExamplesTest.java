// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.Tree;

/// The examples are good, those that are meant to be bad are bad for the reason in their first line, and what
/// `configcheck` prints of one is what the golden files say.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    private static final Path EXAMPLES = Tree.root().resolve("examples");
    private static final Path GOLDEN = Tree.root().resolve("itests/src/test/resources/configcheck");

    /// Examples name certificates that are nowhere.
    private static final String SKIP = "--skip-cert-check";

    private final Configcheck configcheck = new Configcheck();

    @BeforeAll
    void start(@TempDir Path state) throws Exception {
        configcheck.start(state);
    }

    @AfterAll
    void stop() throws IOException {
        configcheck.close();
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_valid() throws IOException {
        return tests(EXAMPLES, file -> {
            var result = check(file, SKIP);
            assertEquals(0, result.status(), result.errors());
            assertEquals("", result.output() + result.errors());
        });
    }

    @TestFactory
    Stream<DynamicTest> every_invalid_example_fails_as_its_first_line_says() throws IOException {
        return tests(EXAMPLES.resolve("invalid"), file -> {
            var result = check(file);
            var message = Files.readAllLines(file).getFirst().substring("# ".length());
            assertEquals("could not parse config:\n" + file + ":" + message + "\n", result.errors());
            assertEquals(1, result.status());
        });
    }

    /// Written by `configcheck` again, an example means the same.
    @TestFactory
    Stream<DynamicTest> every_example_means_the_same_when_it_is_written_out(@TempDir Path folder) throws IOException {
        return tests(EXAMPLES, file -> {
            var written = check(file, SKIP, "--format", "yaml").output();
            var copy = Files.writeString(folder.resolve("copy.yml"), written);
            assertEquals(written, check(copy, SKIP, "--format", "yaml").output());
        });
    }

    @TestFactory
    Stream<DynamicTest> output_is_golden() {
        return Stream.of("--format=pretty", "--format=yaml", "--format=json", "--explain", "--explain --format=pretty")
                .map(options -> DynamicTest.dynamicTest(options, () -> {
                    var golden = GOLDEN.resolve(
                            options.replaceAll("--(format=)?", "").replace(" ", "-") + ".txt");
                    var result = check(EXAMPLES.resolve("backup-to-second-pool.yml"), options.split(" "));
                    assertEquals(0, result.status(), result.errors());
                    assertEquals(
                            Files.readString(golden),
                            result.output().replace(EXAMPLES + "/", "").replaceAll(" +\n", "\n"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_selects_what_is_told(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("both.yml"), """
                global: {logging: [{type: stdout, level: loud, format: human}]}
                jobs: [{name: a, type: nothing}]
                """);
        return Stream.of(
                        List.of("all", "global.logging jobs[0].type"),
                        List.of("config", "global.logging jobs[0].type"),
                        List.of("jobs", "jobs[0].type"),
                        List.of("logging", "global.logging"))
                .map(one -> DynamicTest.dynamicTest(one.getFirst(), () -> {
                    var result = check(file, "--what", one.getFirst());
                    assertEquals(1, result.status());
                    for (var key : List.of("global.logging", "jobs[0].type")) {
                        assertEquals(
                                one.getLast().contains(key), result.errors().contains(key), result.errors());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> wrong_usage_is_told(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("empty.yml"), "");
        return Stream.of(
                        List.of("--format", "xml", "--format takes one of [json, pretty, yaml], not \"xml\""),
                        List.of("--what", "--what needs a value"),
                        List.of("--all", "unknown argument \"--all\""),
                        List.of("--format", "json", "--explain", "--explain goes with the formats pretty and yaml"))
                .map(one -> DynamicTest.dynamicTest(one.getLast(), () -> {
                    var result = check(file, one.subList(0, one.size() - 1).toArray(String[]::new));
                    assertEquals(1, result.status());
                    assertTrue(result.errors().startsWith("jzrepl configcheck: " + one.getLast()), result.errors());
                }));
    }

    @TestFactory
    Stream<DynamicTest> monitoring_is_accepted_with_a_warning(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("monitoring.yml"), "global: {monitoring: [{type: prometheus, listen: ':9811'}]}\n");
        return Stream.of(DynamicTest.dynamicTest("prometheus", () -> {
            var result = check(file);
            assertEquals(0, result.status());
            assertEquals(
                    "warning: " + file + ":1:1: global.monitoring[0].type: prometheus is accepted, but jzrepl does not"
                            + " serve these metrics yet\n",
                    result.errors());
        }));
    }

    private Configcheck.Result check(Path file, String... options) {
        var arguments = Stream.concat(Stream.of("--config", file.toString()), Stream.of(options));
        return configcheck.run(arguments.toArray(String[]::new));
    }

    private static Stream<DynamicTest> tests(Path folder, ThrowingConsumer<Path> test) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> test.accept(file)));
        }
    }
}
