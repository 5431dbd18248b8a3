// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.itests.Tree;

/// A project of `examples/`, built somewhere else by Maven, as an author of plug-ins would: it sees nothing of
/// jzrepl but the artefacts that its build leaves for authors.
record OutsideBuild(AuthorsRepository repository, Path project, String name) {
    static OutsideBuild of(String example, AuthorsRepository repository, Path folder) throws IOException {
        var source = Tree.root().resolve("examples").resolve(example);
        var project = Files.createDirectories(folder.resolve(example));
        try (var files = Files.walk(source)) {
            for (var file : files.filter(OutsideBuild::isSource).toList()) {
                var copy = project.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new OutsideBuild(repository, project, example);
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && !file.toString().contains("/target/");
    }

    /// The bundle of that version; `goals` are Maven's.
    Path bundle(String version, String... goals) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-Drevision=" + version));
        arguments.addAll(List.of(goals));
        repository.build(project, arguments);
        return project.resolve("target/" + name + "-" + version + ".jar");
    }
}
