// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.jzrepl.plugins.BundleJar.NAME;
import static org.jzrepl.plugins.BundleJar.good;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Plugins.Change;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.plugins.Roster.Line;
import org.osgi.framework.BundleException;

/// What was disabled and then started past the installer makes way like any other version.
final class StartedByHandTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        operator = new Operator(folder);
        operator.bench().swaps.idle.countDown(); // whatever is replaced leaves at once
        operator.install(good("1.0.0"));
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void an_update_replaces_it() throws Exception {
        disableAndStart("1.0.0");
        assertEquals(State.ACTIVE, operator.update(good("1.1.0")).state());
        awaitReplaced();
        assertEquals(
                "former version, kept for a rollback",
                operator.bench().plugin(NAME, "1.0.0").reason());
    }

    @Test
    void a_rollback_replaces_it() throws Exception {
        operator.update(good("1.1.0"));
        awaitReplaced();
        disableAndStart("1.1.0");
        operator.bench().operations.change(NAME, Change.ROLLBACK);
        awaitReplaced();
        assertEquals(
                List.of("1.0.0"),
                operator.bench().roster.of(NAME).stream()
                        .filter(Line::runs)
                        .map(line -> line.id().version().toString())
                        .toList());
        assertEquals(State.RESOLVED, operator.bench().plugin(NAME, "1.1.0").state());
    }

    private void awaitReplaced() {
        await().until(() -> operator.bench().threads.running() == 0);
    }

    private void disableAndStart(String version) throws Exception {
        operator.bench().operations.change(NAME, Change.DISABLE);
        start(version);
        assertEquals(
                "started by hand, although disabled",
                operator.bench().plugin(NAME, version).reason());
    }

    private void start(String version) throws BundleException {
        for (var line : operator.bench().roster.of(NAME)) {
            if (line.id().version().toString().equals(version)) {
                line.bundle().orElseThrow().start();
            }
        }
    }
}
