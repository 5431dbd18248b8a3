// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jzrepl.itests.Tree;

/// Plug-ins of somebody who sees nothing of jzrepl but the artefacts that its build leaves for authors; each
/// is in a folder of its own name below `folder`.
record OutsideProjects(AuthorsRepository repository, Path folder) {
    static final String GROUP = "org.example";
    /// Without the catalog Maven Central's would be fetched, which takes longer than all the rest.
    private static final List<String> GENERATE = List.of(
            "-q",
            "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
            "-DarchetypeCatalog=local",
            "-DarchetypeGroupId=org.jzrepl",
            "-DarchetypeVersion=1.0.0-SNAPSHOT",
            "-DinteractiveMode=false");

    private static final String TOGETHER = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>plug-ins</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <modules>%s</modules>
            </project>
            """;

    /// Copies one of `examples/`.
    void copy(String example) throws IOException {
        var source = Tree.root().resolve("examples").resolve(example);
        try (var files = Files.walk(source)) {
            for (var file : files.filter(OutsideProjects::isSource).toList()) {
                var copy =
                        folder.resolve(example).resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && !file.toString().contains("/target/");
    }

    /// Makes one of `kind`, whose `type` is its name.
    void generate(String kind, String name) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(GENERATE);
        arguments.add("-DarchetypeArtifactId=" + kind + "-archetype");
        arguments.add("-DgroupId=" + GROUP);
        arguments.add("-DartifactId=" + name);
        arguments.add("-Dpackage=" + GROUP + "." + kind);
        repository.maven(folder, arguments.toArray(String[]::new));
    }

    /// Builds and tests all of them.
    void verify() throws IOException, InterruptedException {
        var names = names();
        var modules =
                names.stream().map(name -> "<module>" + name + "</module>").collect(Collectors.joining());
        Files.writeString(folder.resolve("pom.xml"), TOGETHER.formatted(modules));
        repository.maven(folder, "verify").stream()
                .filter(line -> line.contains("Tests run:") && line.contains(" in "))
                .forEach(System.out::println);
        for (var name : names) {
            assertTrue(
                    Files.isDirectory(folder.resolve(name).resolve("target/surefire-reports")), name + " has no tests");
        }
    }

    private List<String> names() throws IOException {
        try (var folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(project -> project.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// Builds another version of one, whose tests have passed.
    void build(String name, String version) throws IOException, InterruptedException {
        repository.maven(folder.resolve(name), "-q", "-Drevision=" + version, "-DskipTests", "package");
    }

    Path bundle(String name, String version) {
        return folder.resolve(name).resolve("target/" + name + "-" + version + ".jar");
    }
}
