// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;

/// The bundle that reads configuration files is stopped and replaced under jobs at work.
@TestInstance(Lifecycle.PER_CLASS)
final class ReaderUpdateOsgiTest {
    private static final String READER = "org.jzrepl.api.config.ConfigurationReader";

    private List<RemovalScene> scene = List.of();
    private Path file = Path.of("");

    @BeforeAll
    void a_daemon_whose_jobs_take_a_while(@TempDir Path folder) throws Exception {
        file = Files.writeString(folder.resolve("other.yml"), "first: []\nsecnd: 2\n");
        scene = List.of(RemovalScene.start(folder, List.of("local")));
    }

    @AfterAll
    void its_end() throws IOException {
        for (var running : scene) {
            running.close();
        }
    }

    @Test
    void without_it_a_reload_is_refused_with_a_sentence_and_a_job_under_way_goes_on() throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin("local");
        var reader = here.bundles().named("config-yaml");
        reader.stop();
        var refusal = assertThrows(IOException.class, here::reload).getMessage();
        assertTrue(refusal.contains("start org.jzrepl.config-yaml in jzrepl shell"), refusal);
        assertFalse(here.waits("local"));
        here.awaitArrival("local", snapshot);
        reader.start();
        here.reload();
        here.complete("local", snapshot);
        assertEquals(1, here.starts());
    }

    @Test
    void after_its_update_jobs_and_their_parts_are_made_anew_from_what_the_old_one_has_read() throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin("local");
        here.bundles().update("config-yaml");
        assertFalse(here.waits("local"));
        here.awaitArrival("local", snapshot);
        for (var supplier : List.of("jobs", "pruning-rules", "transport-local", "zfs-simulated", "snapshot-policies")) {
            here.bundles().update(supplier);
            here.complete("local", snapshot);
        }
        here.reload();
        here.complete("local", snapshot);
        assertEquals(1, here.starts());
    }

    /// Which takes classes that nobody needed before.
    @Test
    void what_it_has_read_tells_mistakes_when_it_has_gone() throws Exception {
        var bundles = scene.getFirst().bundles();
        var section = read(bundles);
        bundles.update("config-yaml");
        var done = assertThrows(
                InvocationTargetException.class,
                () -> interfaceOf(bundles, "Section").getMethod("done").invoke(section));
        assertEquals(
                file + ":2:1: secnd: unknown key; did you mean second?",
                done.getCause().getMessage());
    }

    /// A section one of whose two keys was asked for by another name.
    private Object read(Bundles bundles) throws ReflectiveOperationException, InvalidSyntaxException {
        var context = bundles.context();
        // this JVM's own class of that name is another one
        var reader = context.getService(context.getAllServiceReferences(READER, null)[0]);
        var files = interfaceOf(bundles, "ConfigurationReader")
                .getMethod("read", Path.class)
                .invoke(reader, file);
        var section = files.getClass().getMethod("main").invoke(files);
        for (var key : List.of("first", "second")) {
            interfaceOf(bundles, "Section").getMethod("sections", String.class).invoke(section, key);
        }
        return section;
    }

    private static Class<?> interfaceOf(Bundles bundles, String name) throws ClassNotFoundException {
        return bundles.named("core").loadClass("org.jzrepl.api.config." + name);
    }
}
