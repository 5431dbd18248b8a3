// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Surefire does not run classes whose names it does not like, and says nothing: each source file with tests must
/// have left a report. Runs in an execution of its own, after all others.
final class ReportsTest {
    private static final Pattern HAS_TESTS =
            Pattern.compile("(?m)^ +@(Test|ParameterizedTest|TestFactory|Property|Example)\\b");
    private static final Pattern TAG = Pattern.compile("(?m)^@Tag\\(\"(\\w+)\"\\)");
    private static final Pattern RUNS =
            Pattern.compile("(?m)^(public |final |abstract )*class \\w+.* implements .*Contract\\b");
    private static final Pattern INTERFACE = Pattern.compile("(?m)^(public |sealed )*interface ");
    private static final List<String> EXCLUDED =
            List.of(System.getProperty("jzrepl.excluded.tags", "none").split(" \\| "));

    @Test
    void every_source_file_with_tests_has_left_a_report_of_this_build() throws IOException {
        var sources = testSources();
        assertTrue(sources.size() > 30, "only " + sources.size() + " source files with tests were found");
        var silent = sources.stream().filter(source -> !hasReport(source)).toList();
        System.out.println("reports: " + sources.size() + " source files with tests");
        assertEquals(List.of(), silent, "these tests were not run");
    }

    private static List<Path> testSources() throws IOException {
        try (var folders = Stream.concat(
                Files.list(Tree.root().resolve("bundles")),
                Stream.of(Tree.root().resolve("itests")))) {
            return folders.map(folder -> folder.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ReportsTest::filesBelow)
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("ReportsTest.java"))
                    .filter(ReportsTest::isToRun)
                    .toList();
        }
    }

    private static boolean isToRun(Path source) {
        var text = text(source);
        boolean tests = HAS_TESTS.matcher(text).find() || RUNS.matcher(text).find();
        boolean excluded = TAG.matcher(text).results().anyMatch(tag -> EXCLUDED.contains(tag.group(1)));
        return tests && !excluded && !INTERFACE.matcher(text).find();
    }

    /// A report that is older than the class is of an earlier build.
    private static boolean hasReport(Path source) {
        var module = source;
        while (!module.endsWith("src")) {
            module = module.getParent();
        }
        var name = module.resolve("test/java").relativize(source).toString().replace(".java", "");
        var report = module.resolveSibling("target/surefire-reports/TEST-" + name.replace('/', '.') + ".xml");
        var compiled = module.resolveSibling("target/test-classes/" + name + ".class");
        try {
            return Files.exists(report)
                    && Files.getLastModifiedTime(report).compareTo(Files.getLastModifiedTime(compiled)) >= 0;
        } catch (IOException e) {
            return false; // there is no class: it was not even compiled
        }
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
