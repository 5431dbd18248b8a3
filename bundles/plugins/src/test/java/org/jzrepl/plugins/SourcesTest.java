// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.PluginRefusedException;
import org.osgi.framework.Version;

final class SourcesTest {
    private static final PluginId ID = new PluginId("com.acme.month", new Version(1, 2, 0));

    @TempDir
    Path folder = Path.of("");

    private Sources sources(Optional<String> repository) throws IOException {
        return new Sources(repository, Files.createDirectories(folder.resolve("staging")));
    }

    private String refusal(String source) {
        return assertThrows(
                        PluginRefusedException.class,
                        () -> sources(Optional.empty()).fetch(source))
                .getMessage();
    }

    @Test
    void a_file_and_a_file_url_are_copied() throws Exception {
        var jar = new BundleJar(ID.name(), "1.2.0").write(folder.resolve("month.jar"));
        for (var source : new String[] {jar.toString(), jar.toUri().toString()}) {
            var staged = sources(Optional.empty()).fetch(source);
            assertEquals(ID, staged.id());
            assertEquals(Staged.sha256(jar), staged.sha256());
            assertTrue(staged.file().startsWith(folder.resolve("staging")));
        }
    }

    @Test
    void coordinates_are_found_in_a_repository_of_mavens_layout() throws Exception {
        var place = Files.createDirectories(folder.resolve("repository/com/acme/month/1.2.0"));
        new BundleJar(ID.name(), "1.2.0").write(place.resolve("month-1.2.0.jar"));
        var repository = Optional.of(folder.resolve("repository").toUri().toString());
        assertEquals(ID, sources(repository).fetch("com.acme:month:1.2.0").id());
    }

    @Test
    void coordinates_without_a_repository_are_refused() {
        assertTrue(refusal("com.acme:month:1.2.0").contains("set global.plugins.repository"));
    }

    @Test
    void what_can_be_tampered_with_on_the_way_is_refused() {
        assertTrue(refusal("http://example.org/month.jar").contains("only https: and file:"));
    }

    @Test
    void what_is_not_there_or_no_jar_is_refused_by_name() throws IOException {
        assertTrue(refusal(folder.resolve("none.jar").toString()).contains("there is no file"));
        var text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertTrue(refusal(text.toString()).contains(text + " is no jar file"));
    }
}
