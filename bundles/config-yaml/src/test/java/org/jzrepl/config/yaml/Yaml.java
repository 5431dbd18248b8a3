// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;

/// A configuration file of a test.
record Yaml(Path folder) {
    /// Writes `main.yml`, whose problems start with that name.
    Section read(String text) throws ConfigException {
        return files(text).main();
    }

    org.jzrepl.api.config.ConfigurationReader.Files files(String text) throws ConfigException {
        return new YamlConfigurationReader().read(write("main.yml", text));
    }

    Path write(String name, String text) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The problems without the folder's name.
    List<String> problems(ConfigException e) {
        return e.problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }
}
