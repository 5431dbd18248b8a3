// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.container;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bundles are stopped while a job of theirs is in the middle of a step, and brought back.
@TestInstance(Lifecycle.PER_CLASS)
final class SupplierRemovalOsgiTest {
    private List<RemovalScene> scene = List.of();

    @BeforeAll
    void a_daemon_whose_jobs_take_a_while(@TempDir Path folder) throws Exception {
        scene = List.of(RemovalScene.start(folder, List.of("local", "tcp", "tls")));
    }

    @AfterAll
    void its_end() throws IOException {
        for (var running : scene) {
            running.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "zfs-simulated, local",
        "replication, tcp",
        "jobs, tls",
        "snapshot-policies, local",
        "transport-local, local",
        "transport-tcp, tcp",
        "transport-tls, tls",
        "rpc, tcp"
    })
    void a_job_waits_for_what_it_cannot_do_without_and_then_goes_on(String bundle, String transport) throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin(transport);
        var supplier = here.bundles().named(bundle);
        supplier.stop();
        assertTrue(here.waits(transport), bundle);
        assertFalse(here.has(transport, snapshot), bundle);
        supplier.start();
        here.complete(transport, snapshot);
    }

    @ParameterizedTest
    @CsvSource({"pruning-rules, tls", "logging-outlets, tcp"})
    void a_job_under_way_does_not_notice_what_it_can_do_without(String bundle, String transport) throws Exception {
        var here = scene.getFirst();
        var snapshot = here.begin(transport);
        var supplier = here.bundles().named(bundle);
        supplier.stop();
        assertFalse(here.waits(transport), bundle);
        here.awaitArrival(transport, snapshot);
        supplier.start();
        here.complete(transport, snapshot);
    }
}
