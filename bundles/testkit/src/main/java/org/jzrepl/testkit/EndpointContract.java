// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Creation;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// What the two sides of a replication promise, be they in this daemon or behind a wire.
public interface EndpointContract {
    DatasetPath DATASET = DatasetPath.parse("tank/a");

    /// Sides over two ZFS of any supplier: one with the empty pool `tank`, all of which may be sent, and one
    /// with `backup/sink`, which is the client root of the receiver.
    Sides open() throws Exception;

    record Sides(Endpoint.Sender sender, Endpoint.Receiver receiver, Zfs source, Zfs target) implements AutoCloseable {
        /// A snapshot of [#DATASET], which is created if it is not there.
        Snapshot snapshot(String name) throws IOException, InterruptedException {
            if (source.catalog().scan(List.of(DATASET), Scan.NAMES).isEmpty()) {
                source.properties().create(DATASET, Map.of());
            }
            return switch (source.snapshots().create(List.of(DATASET), name).get(DATASET)) {
                case Creation.Created(var snapshot) -> snapshot;
                case Creation.Refused(var reason) -> throw new IOException(reason);
                case null -> throw new IOException("no answer");
            };
        }

        Set<DatasetPath> received() throws IOException, InterruptedException {
            return receiver.filesystems().stream().map(Filesystem::path).collect(Collectors.toSet());
        }

        @Override
        public void close() throws IOException {
            sender.close();
            receiver.close();
        }
    }

    static Step step(Optional<Revision> from, Snapshot to) {
        return new Step(DATASET, from, to, Optional.empty(), Protection.RESUMABLE);
    }

    @Test
    default void a_side_that_answers_is_reachable() throws Exception {
        try (var sides = open()) {
            sides.sender().awaitReachable();
            sides.receiver().awaitReachable();
        }
    }

    @Test
    default void a_full_step_and_the_next_one_arrive() throws Exception {
        try (var sides = open()) {
            var one = sides.snapshot("1");
            sides.receiver().receive(step(Optional.empty(), one), sides.sender().send(step(Optional.empty(), one)));
            sides.sender().completed(step(Optional.empty(), one));
            var two = sides.snapshot("2");
            var next = step(Optional.of(one), two);
            sides.receiver().receive(next, sides.sender().send(next));
            sides.sender().completed(next);
            assertTrue(sides.received().contains(DATASET));
            assertEquals(
                    List.of(one.guid(), two.guid()),
                    sides.receiver().revisions(DATASET).stream()
                            .map(Revision::guid)
                            .toList());
        }
    }

    @Test
    default void the_cursor_is_what_was_completed_last() throws Exception {
        try (var sides = open()) {
            var one = sides.snapshot("1");
            sides.sender().filesystems();
            assertEquals(Optional.<Guid>empty(), sides.sender().cursor(DATASET));
            var step = step(Optional.empty(), one);
            sides.receiver().receive(step, sides.sender().send(step));
            sides.sender().completed(step);
            assertEquals(Optional.of(one.guid()), sides.sender().cursor(DATASET));
        }
    }

    @Test
    default void what_has_arrived_unnoticed_can_be_confirmed_on_both_sides() throws Exception {
        try (var sides = open()) {
            var one = sides.snapshot("1");
            var step = step(Optional.empty(), one);
            sides.receiver().receive(step, sides.sender().send(step));
            var received = sides.target()
                    .catalog()
                    .scan(List.of(DatasetPath.parse("backup/sink")), Scan.REVISIONS)
                    .getLast();
            for (var tags : sides.target()
                    .anchors()
                    .holds(received.path(), received.held())
                    .entrySet()) {
                for (var tag : tags.getValue()) {
                    sides.target().anchors().release(received.path(), List.of(tags.getKey()), tag);
                }
            }
            sides.sender().filesystems();
            sides.receiver().filesystems();
            for (int i = 0; i < 2; i++) {
                sides.receiver().completed(step);
                sides.sender().completed(step);
            }
            var protectedNow = sides.target()
                    .catalog()
                    .look(received.path(), Scan.REVISIONS)
                    .orElseThrow();
            assertEquals(
                    Set.of(one.guid()),
                    protectedNow.held().stream().map(Revision::guid).collect(Collectors.toSet()));
            assertEquals(Optional.of(one.guid()), sides.sender().cursor(DATASET));
            assertEquals(
                    Set.of(),
                    sides.source()
                            .catalog()
                            .look(DATASET, Scan.REVISIONS)
                            .orElseThrow()
                            .held());
        }
    }

    @Test
    default void a_new_reading_shows_new_snapshots() throws Exception {
        try (var sides = open()) {
            sides.snapshot("1");
            sides.sender().filesystems();
            sides.snapshot("2");
            sides.sender().filesystems();
            assertEquals(
                    List.of("1", "2"),
                    sides.sender().revisions(DATASET).stream()
                            .map(Revision::name)
                            .toList());
        }
    }

    @Test
    default void a_snapshot_of_another_guid_is_not_sent() throws Exception {
        try (var sides = open()) {
            var one = sides.snapshot("1");
            var other = new Snapshot("1", new Guid(one.guid().bits() ^ 1), one.createTxg(), one.creation());
            assertThrows(ZfsException.class, () -> sides.sender().send(step(Optional.empty(), other)));
            assertThrows(ZfsException.class, () -> sides.sender().estimate(step(Optional.empty(), other)));
        }
    }

    @Test
    default void paths_that_are_no_names_are_refused() throws Exception {
        try (var sides = open()) {
            for (var hostile : List.of("../a", "tank/../b", "tank//a", "a%b", "")) {
                var path = DatasetPath.parse(hostile);
                var step = new Step(
                        path,
                        Optional.empty(),
                        new Snapshot("1", new Guid(1), 1, Instant.EPOCH),
                        Optional.empty(),
                        Protection.RESUMABLE);
                assertThrows(ZfsException.class, () -> sides.sender().revisions(path), hostile);
                assertThrows(ZfsException.class, () -> sides.receiver().revisions(path), hostile);
                assertThrows(
                        IOException.class,
                        () -> sides.receiver().receive(step, new Sending(false, new Broken())),
                        hostile);
            }
        }
    }

    @Test
    default void a_stream_that_breaks_changes_nothing_and_is_closed() throws Exception {
        try (var sides = open()) {
            var stream = new Broken();
            var step = step(Optional.empty(), sides.snapshot("1"));
            assertThrows(IOException.class, () -> sides.receiver().receive(step, new Sending(false, stream)));
            assertFalse(stream.isOpen());
            assertEquals(Set.of(), sides.received());
        }
    }

    @Test
    default void each_snapshot_to_destroy_gets_an_answer() throws Exception {
        try (var sides = open()) {
            var one = sides.snapshot("1");
            var two = sides.snapshot("2");
            var answers = sides.sender().destroy(DATASET, List.of(one, two));
            assertEquals(Set.of(one, two), answers.keySet());
            answers.values().forEach(answer -> assertEquals(new Destruction.Destroyed(), answer));
            assertEquals(List.of(), sides.sender().revisions(DATASET));
            assertEquals(Map.of(), sides.sender().destroy(DATASET, List.of()));
        }
    }

    /// A stream that fails at its first byte.
    final class Broken implements ReadableByteChannel {
        private volatile boolean open = true;

        @Override
        public int read(ByteBuffer into) throws IOException {
            throw new IOException("broken stream");
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
