// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.testkit.TestThreads;

class PathClaimsTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");
    private static final DatasetPath B = DatasetPath.parse("tank/b");

    private final PathClaims claims = new PathClaims();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void the_second_claim_waits_for_the_first() throws Exception {
        try (var threads = new TestThreads()) {
            Thread second;
            try (var _ = claims.claim(A)) {
                second = threads.start("second", () -> {
                    try (var _ = claims.claim(A)) {
                        log.add("second");
                    }
                });
                await().until(() -> second.getState() == Thread.State.WAITING);
                log.add("first");
            }
            second.join();
        }
        assertEquals(List.of("first", "second"), log);
    }

    @Test
    void another_dataset_does_not_wait() throws Exception {
        try (var _ = claims.claim(A);
                var _ = claims.claim(B)) {
            log.add("both");
        }
        assertEquals(List.of("both"), log);
    }

    @Test
    void an_interrupted_wait_claims_nothing() throws Exception {
        try (var threads = new TestThreads()) {
            try (var _ = claims.claim(A)) {
                var second = threads.start("second", () -> claims.claim(A));
                await().until(() -> second.getState() == Thread.State.WAITING);
                second.interrupt();
                second.join();
            }
        }
        try (var _ = claims.claim(A)) {
            log.add("free");
        }
        assertEquals(List.of("free"), log);
    }
}
