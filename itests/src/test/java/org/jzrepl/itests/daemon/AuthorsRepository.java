// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.itests.Tree;

/// What authors of plug-ins build against, and nothing else of jzrepl: a Maven repository, and settings that name
/// it.
record AuthorsRepository(Path settings) {
    private static final List<String> BUNDLES = List.of("core", "testkit", "config-yaml");
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

    /// Fills one with what the build has made.
    static AuthorsRepository fill(Path folder) throws IOException, InterruptedException {
        var repository = Files.createDirectories(folder.resolve("repository"));
        var parent = Tree.root().resolve("pom.xml");
        deploy(folder, repository, parent, parent);
        for (var bundle : BUNDLES) {
            var module = Tree.root().resolve("bundles").resolve(bundle);
            deploy(
                    folder,
                    repository,
                    module.resolve("target/" + bundle + "-1.0.0-SNAPSHOT.jar"),
                    module.resolve("pom.xml"));
        }
        var settings = folder.resolve("settings.xml");
        Files.writeString(settings, SETTINGS.formatted(repository.toUri()));
        return new AuthorsRepository(settings);
    }

    private static void deploy(Path folder, Path repository, Path file, Path pom)
            throws IOException, InterruptedException {
        run(
                folder,
                "org.apache.maven.plugins:maven-deploy-plugin:3.1.4:deploy-file",
                "-Durl=" + repository.toUri(),
                "-DrepositoryId=jzrepl",
                "-Dfile=" + file,
                "-DpomFile=" + pom);
    }

    /// Maven in the folder of a project that sees this repository.
    void build(Path project, List<String> arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-s", settings.toString()));
        all.addAll(arguments);
        run(project, all.toArray(String[]::new));
    }

    private static void run(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mvn", "-B", "-q"));
        command.addAll(List.of(arguments));
        var log = folder.resolve("build.log");
        var build = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = build.waitFor();
        var said = Files.readString(log);
        assertEquals(0, status, () -> command + " fails:\n" + said);
    }
}
