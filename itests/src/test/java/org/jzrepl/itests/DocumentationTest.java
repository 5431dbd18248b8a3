// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The papers of the house: complete, and without links to nowhere.
final class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{4})-[a-z0-9-]+\\.md");

    @Test
    void every_bundle_says_what_it_is_and_how_it_is_configured_with_an_example() throws IOException {
        var missing = new ArrayList<String>();
        var index = Files.readString(Tree.root().resolve("README.md"));
        for (var bundle : bundles()) {
            var name = bundle.getFileName().toString();
            var readme = bundle.resolve("README.md");
            if (!Files.exists(readme)) {
                missing.add(name + " has no README.md");
                continue;
            }
            var text = Files.readString(readme);
            if (!text.startsWith("# " + name + "\n")) {
                missing.add(name + "'s README does not begin with its name");
            }
            if (!Pattern.compile("(?m)^\\| Key +\\|.*Default.*\\| Meaning")
                    .matcher(text)
                    .find()) {
                missing.add(name + "'s README has no table Key | Default | Meaning");
            }
            if (!text.contains("```")) {
                missing.add(name + "'s README has no example");
            }
            if (!index.contains("(bundles/" + name + "/README.md)")) {
                missing.add("the table in README.md lacks " + name);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void every_link_to_a_file_leads_to_one() throws IOException {
        var broken = new ArrayList<String>();
        for (var file : papers()) {
            for (var link : LINK.matcher(Files.readString(file)).results().toList()) {
                if (!Files.exists(file.resolveSibling(link.group(1)))) {
                    broken.add(Tree.root().relativize(file) + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void every_decision_has_a_number_of_its_own_and_says_context_decision_and_consequences() throws IOException {
        var numbers = new ArrayList<String>();
        for (var file : below(Tree.root().resolve("docs/adr"))) {
            var name = NUMBER.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue; // the page about the pages
            }
            numbers.add(name.group(1));
            var text = Files.readString(file);
            for (var part : List.of("# " + name.group(1) + ": ", "## Context", "## Decision", "## Consequences")) {
                assertTrue(text.contains(part), file + " lacks: " + part);
            }
        }
        assertEquals(numbers.stream().distinct().toList(), numbers);
        assertTrue(numbers.size() >= 15, "only " + numbers.size());
    }

    @Test
    void every_fragment_of_the_changelog_is_a_list() throws IOException {
        for (var fragment : below(Tree.root().resolve("changelog/unreleased"))) {
            assertTrue(Files.readString(fragment).startsWith("- "), fragment + " does not begin with \"- \"");
        }
    }

    /// Those that ship.
    private static List<Path> bundles() throws IOException {
        var distribution = Files.readString(Tree.root().resolve("distribution/pom.xml"));
        try (var folders = Files.list(Tree.root().resolve("bundles"))) {
            return folders.filter(
                            folder -> distribution.contains("<artifactId>" + folder.getFileName() + "</artifactId>"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> papers() throws IOException {
        var papers = new ArrayList<>(below(Tree.root().resolve("docs")));
        for (var bundle : bundles()) {
            papers.add(bundle.resolve("README.md"));
        }
        for (var page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            papers.add(Tree.root().resolve(page));
        }
        return papers.stream().filter(Files::exists).toList();
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
