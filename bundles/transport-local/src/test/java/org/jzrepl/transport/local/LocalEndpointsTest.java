// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.endpoint.RemoteEndpoints.Serving;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.testkit.TestThreads;

/// Who a caller is to the job that serves, and on whose threads and for how long it is served.
final class LocalEndpointsTest {
    private static final ClientIdentity LAPTOP = new ClientIdentity("laptop");

    private final TestThreads threads = new TestThreads();
    private final Switchboard switchboard = new Switchboard();
    private final LocalRemoteEndpoints endpoints = new LocalRemoteEndpoints(threads);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch blocking = new CountDownLatch(1);

    private final Guests guests = new Guests() {
        @Override
        public void came(ClientIdentity identity) {
            seen.add(identity.name() + " came");
        }

        @Override
        public void went(ClientIdentity identity) {
            seen.add(identity.name() + " went");
        }
    };

    /// The side that is made for one client.
    private final class Room implements Endpoint.Receiver {
        private final ClientIdentity client;

        private Room(ClientIdentity client) {
            this.client = client;
        }

        @Override
        public List<Filesystem> filesystems() {
            seen.add("asked by " + client.name() + " on "
                    + Thread.currentThread().getName());
            return List.of();
        }

        @Override
        public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
            blocking.countDown();
            new CountDownLatch(1).await();
            return List.of();
        }

        @Override
        public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
                throws IOException {
            throw new IOException("pool is read-only");
        }

        @Override
        public void receive(Step step, Sending sending) {}

        @Override
        public void completed(Step step) {}

        @Override
        public void awaitReachable() {}

        @Override
        public void close() {
            seen.add("side of " + client.name() + " closed");
        }
    }

    @AfterEach
    void end_threads() {
        threads.close();
    }

    @Test
    void the_serving_job_makes_a_side_for_the_identity_that_the_caller_names_and_hears_of_its_going() throws Exception {
        try (var listener = switchboard.bind("vault", "sink");
                var _ = serve(listener)) {
            try (var far = endpoints.receiver(connector(LAPTOP))) {
                far.filesystems();
                far.filesystems();
            }
            try (var far = endpoints.receiver(connector(new ClientIdentity("desktop")))) {
                far.filesystems();
            }
        }
        assertEquals(
                List.of(
                        "laptop came",
                        "asked by laptop on local call",
                        "asked by laptop on local call",
                        "laptop went",
                        "side of laptop closed",
                        "desktop came",
                        "asked by desktop on local call",
                        "desktop went",
                        "side of desktop closed"),
                seen);
    }

    @Test
    void a_caller_that_wants_another_role_than_the_job_has_is_refused() throws Exception {
        try (var listener = switchboard.bind("vault", "sink");
                var _ = serve(listener);
                var far = endpoints.sender(connector(LAPTOP))) {
            var refusal = assertThrows(IOException.class, far::filesystems);
            assertEquals("dial local listener \"vault\": the job there is no sender", refusal.getMessage());
            assertTrue(seen.contains("side of laptop closed"), seen.toString());
        }
    }

    @Test
    void what_the_side_throws_is_what_the_caller_gets() throws Exception {
        try (var listener = switchboard.bind("vault", "sink");
                var _ = serve(listener);
                var far = endpoints.receiver(connector(LAPTOP))) {
            var failure = assertThrows(IOException.class, () -> far.destroy(DatasetPath.parse("tank"), List.of()));
            assertEquals("pool is read-only", failure.getMessage());
        }
    }

    @Test
    void the_end_of_the_serving_job_ends_its_calls_and_the_next_one_is_dialled_anew() throws Exception {
        try (var far = endpoints.receiver(connector(LAPTOP))) {
            var listener = switchboard.bind("vault", "sink");
            var serving = serve(listener);
            var call = new FutureTask<>(() -> far.revisions(DatasetPath.parse("tank")));
            threads.start("caller", call::run);
            blocking.await();
            serving.close();
            listener.close();
            var failure = assertThrows(ExecutionException.class, call::get).getCause();
            assertEquals("the job that listens there has ended", failure.getMessage());

            try (var again = switchboard.bind("vault", "sink");
                    var _ = serve(again)) {
                assertEquals(List.of(), far.filesystems());
            }
        }
    }

    @Test
    void an_interrupted_caller_ends_its_call_first() throws Exception {
        try (var listener = switchboard.bind("vault", "sink");
                var _ = serve(listener);
                var far = endpoints.receiver(connector(LAPTOP))) {
            var caller = threads.start("caller", () -> {
                assertThrows(InterruptedException.class, () -> far.revisions(DatasetPath.parse("tank")));
                seen.add("interrupted");
            });
            blocking.await();
            caller.interrupt();
            caller.join();
            assertTrue(seen.contains("interrupted"));
            assertEquals(List.of(), far.filesystems(), "the connection serves on");
        }
    }

    @Test
    void of_two_jobs_with_one_name_the_later_is_refused_and_the_name_is_free_again_afterwards() throws IOException {
        try (var _ = switchboard.bind("vault", "sink_a")) {
            var refusal = assertThrows(IOException.class, () -> switchboard.bind("vault", "sink_b"));
            assertEquals(
                    "listen as local listener \"vault\": job \"sink_a\" listens there already", refusal.getMessage());
        }
        switchboard.bind("vault", "sink_b").close();
    }

    @Test
    void a_name_under_which_nobody_listens_is_given_up_in_time() {
        try (var far = endpoints.receiver(new LocalConnector(switchboard, "nobody", LAPTOP, Duration.ofMillis(20)))) {
            var refusal = assertThrows(IOException.class, far::filesystems);
            assertTrue(
                    refusal.getMessage().startsWith("dial local listener \"nobody\": no job listens"),
                    refusal.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private LocalConnector connector(ClientIdentity identity) {
        return new LocalConnector(switchboard, "vault", identity, Duration.ofSeconds(10));
    }

    /// Serves on a thread of its own until it is closed.
    private Serving serve(LocalListener listener) {
        var serving = endpoints.serving(Room::new, guests);
        threads.start("serve", () -> {
            try {
                serving.serve(listener);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return serving;
    }
}
