// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.itests.Tree;

/// What authors of plug-ins build against, and nothing else of jzrepl: a Maven repository, and settings that name
/// it.
record AuthorsRepository(Path settings) {
    private static final List<String> JARS = List.of(
            "bundles/core",
            "bundles/testkit",
            "bundles/config-yaml",
            "authors/api",
            "authors/archetypes/keep",
            "authors/archetypes/hook",
            "authors/archetypes/outlet",
            "authors/archetypes/transport");
    /// Those that the jars' own name as their parents.
    private static final List<String> PARENTS = List.of("pom.xml", "authors/archetypes/pom.xml");

    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>authors</id>
                  <repositories>
                    <repository>
                      <id>jzrepl</id>
                      <url>%s</url>
                      <snapshots><updatePolicy>always</updatePolicy></snapshots>
                    </repository>
                  </repositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>authors</activeProfile></activeProfiles>
            </settings>
            """;
    /// One run of Maven deploys all.
    private static final String RELEASE = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.jzrepl</groupId>
              <artifactId>release</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-deploy-plugin</artifactId>
                    <version>3.1.4</version>
                    <configuration><url>%s</url><repositoryId>jzrepl</repositoryId></configuration>
                    <executions>%s</executions>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;
    private static final String FILE = """
            <execution>
              <id>%s</id>
              <phase>package</phase>
              <goals><goal>deploy-file</goal></goals>
              <configuration><file>%s</file><pomFile>%s</pomFile></configuration>
            </execution>
            """;

    /// Fills one with what the build has made.
    static AuthorsRepository fill(Path folder) throws IOException, InterruptedException {
        var repository = Files.createDirectories(folder.resolve("repository")).toUri();
        var settings = folder.resolve("settings.xml");
        Files.writeString(settings, SETTINGS.formatted(repository));
        var files = Stream.concat(
                        PARENTS.stream().map(Tree.root()::resolve).map(pom -> execution(pom, pom)),
                        JARS.stream().map(Tree.root()::resolve).map(AuthorsRepository::execution))
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("pom.xml"), RELEASE.formatted(repository, files));
        run(folder, List.of("-q", "package"));
        return new AuthorsRepository(settings);
    }

    private static String execution(Path module) {
        try (var files = Files.list(module.resolve("target"))) {
            var jars = files.filter(file -> file.toString().endsWith("-SNAPSHOT.jar"))
                    .toList();
            assertEquals(1, jars.size(), () -> module + " is not built, or has several jars: " + jars);
            return execution(jars.getFirst(), module.resolve("pom.xml"));
        } catch (IOException e) {
            throw new IllegalStateException(module + " is not built", e);
        }
    }

    private static String execution(Path file, Path pom) {
        var id = Tree.root().relativize(pom).toString().replace('/', '-');
        return FILE.formatted(id, file, pom);
    }

    /// What Maven says in a folder of somebody who sees this repository.
    List<String> maven(Path folder, String... arguments) throws IOException, InterruptedException {
        System.out.println("$ mvn " + String.join(" ", arguments));
        return run(
                folder,
                Stream.concat(Stream.of("-s", settings.toString()), Stream.of(arguments))
                        .toList());
    }

    private static List<String> run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mvn", "-B"));
        command.addAll(arguments);
        var log = folder.resolve("maven.log");
        var build = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = build.waitFor();
        var said = Files.readAllLines(log);
        assertEquals(0, status, () -> command + " fails:\n" + String.join("\n", said));
        return said;
    }
}
