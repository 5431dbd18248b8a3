// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nothing is left of a bundle that is updated again and again and works in between: no class, no thread, no
/// open file.
@TestInstance(Lifecycle.PER_CLASS)
final class UpdateLeakOsgiTest {
    /// Until classes that outlive the bundle are all loaded, and as much metaspace is there as updates need.
    private static final int WARM_UP = 10;

    private List<LeakScene> scene = List.of();

    @BeforeAll
    void a_daemon_with_work_for_them(@TempDir Path folder) throws Exception {
        scene = List.of(LeakScene.start(folder));
    }

    @AfterAll
    void its_end() throws IOException {
        for (var running : scene) {
            running.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"pruning-rules, 100", "transport-tls, 25", "rpc, 25", "hooks-databases, 25"})
    void nothing_is_left_of_many_versions(String bundle, int cycles) throws Exception {
        leavesNothing(bundle, cycles);
    }

    @ParameterizedTest
    @CsvSource({"pruning-rules", "transport-tls", "rpc", "hooks-databases"})
    @Tag("soak")
    void nothing_is_left_of_a_thousand_versions(String bundle) throws Exception {
        leavesNothing(bundle, 1000);
    }

    private void leavesNothing(String bundle, int cycles) throws Exception {
        var subject = new Subject(bundle, scene.getFirst());
        subject.update(WARM_UP);
        var before = subject.holdings();
        subject.update(cycles);
        var after = subject.holdings(before);
        var figures = "leak: " + bundle + ", " + cycles + " cycles: " + before.until(after);
        System.out.println(figures);
        assertEquals(1, before.loaders(), figures);
        assertTrue(after.isNoMoreThan(before), figures);
    }
}
