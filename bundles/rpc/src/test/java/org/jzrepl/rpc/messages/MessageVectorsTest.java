// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.rpc.Vectors;
import org.jzrepl.rpc.Vectors.Row;
import org.jzrepl.rpc.proto.DestroySnapshotsRes;
import org.jzrepl.rpc.proto.FilesystemVersion;
import org.jzrepl.rpc.proto.ListFilesystemRes;
import org.jzrepl.rpc.proto.ListFilesystemVersionsRes;
import org.jzrepl.rpc.proto.ReceiveReq;
import org.jzrepl.rpc.proto.ReplicationCursorRes;
import org.jzrepl.rpc.proto.ReplicationProto;
import org.jzrepl.rpc.proto.SendReq;

/// Messages of the wire, byte for byte, and the values they stand for.
final class MessageVectorsTest {
    private static final List<Row> ROWS = Vectors.rows("messages.txt");
    private static final Map<String, Row> ROW_BY_ID = ROWS.stream().collect(Collectors.toMap(Row::id, row -> row));
    private static final Snapshot ONE = new Snapshot("s1", new Guid(1), 2, Instant.parse("2024-05-01T10:00:00Z"));
    private static final Snapshot TWO = new Snapshot("s2", new Guid(300), 77, Instant.parse("2024-05-01T10:00:01Z"));
    private static final DatasetPath TANK_DATA = DatasetPath.parse("tank/data");

    /// The text of each vector makes its bytes, and its bytes make the text.
    @TestFactory
    Stream<DynamicTest> messages() {
        return Vectors.tests("messages", ROWS, row -> {
            var type = ReplicationProto.getDescriptor().findMessageTypeByName(row.column(1));
            var prototype = com.google.protobuf.DynamicMessage.getDefaultInstance(type);
            var text = com.google.protobuf.DynamicMessage.newBuilder(type);
            TextFormat.merge(row.column(4), text);
            assertEquals(Integer.parseInt(row.column(2)), row.bytes(3).remaining());
            assertEquals(row.bytes(3), ByteBuffer.wrap(text.build().toByteArray()));
            assertEquals(text.build(), new Decoder<Message>(prototype).decode(row.bytes(3)));
        });
    }

    @Test
    void steps_are_what_senders_and_receivers_are_asked_for() throws IOException {
        var full = new Step(TANK_DATA, Optional.empty(), ONE, Optional.empty(), Protection.RESUMABLE);
        assertEquals(bytes("S1"), ByteBuffer.wrap(Steps.encode(full).toByteArray()));
        assertEquals(full, Steps.decode(new Decoder<>(SendReq.getDefaultInstance()).decode(bytes("S1"))));
        assertEquals(
                bytes("R1"), ByteBuffer.wrap(Steps.encodeReceive(full, false).toByteArray()));
        assertEquals(full, Steps.decode(new Decoder<>(ReceiveReq.getDefaultInstance()).decode(bytes("R1"))));
        var incremental = new Step(
                TANK_DATA,
                Optional.of(new Bookmark("b1", new Guid(1), 2, Instant.parse("2024-05-01T10:00:00Z"))),
                TWO,
                Optional.of("1-c740b4779-d8"),
                new Protection(Guarantee.NOTHING, Guarantee.INCREMENTAL));
        assertEquals(bytes("S2"), ByteBuffer.wrap(Steps.encode(incremental).toByteArray()));
        assertEquals(incremental, Steps.decode(new Decoder<>(SendReq.getDefaultInstance()).decode(bytes("S2"))));
    }

    @Test
    void revisions_keep_unsigned_numbers_and_instants() throws IOException {
        var large = new Snapshot(
                "zrepl_20240501_100000_000",
                new Guid(Long.parseUnsignedLong("9876543210987654321")),
                4711,
                Instant.parse("2024-05-01T10:00:00Z"));
        assertEquals(bytes("V2"), ByteBuffer.wrap(Revisions.encode(large).toByteArray()));
        assertEquals(large, version("V2"));
        assertEquals(new Bookmark("b1", new Guid(1), 2, Instant.parse("2024-05-01T10:00:00Z")), version("V3"));
        var list = new Decoder<>(ListFilesystemVersionsRes.getDefaultInstance()).decode(bytes("V4"));
        assertEquals(TWO, Revisions.decode(list.getVersionsList()).getLast());
    }

    /// What Go writes, and what it would die of.
    @Test
    void times_have_seconds_and_may_have_an_offset_or_a_fraction() throws IOException {
        var midnight = new Snapshot("s", new Guid(1), 1, Instant.parse("2024-05-01T00:00:00Z"));
        assertEquals("2024-05-01T00:00:00Z", Revisions.encode(midnight).getCreation());
        for (var text : List.of("2024-05-01T02:00:00+02:00", "2024-05-01T00:00:00.000Z", "2024-04-30T23:30:00-00:30")) {
            assertEquals(midnight, Revisions.decode(version(midnight, text)), text);
        }
        for (var text : List.of("", "yesterday", "2024-05-01", "2024-05-01T00:00:00", "1714521600")) {
            assertThrows(MalformedException.class, () -> Revisions.decode(version(midnight, text)), text);
        }
    }

    @Test
    void filesystems_and_destructions_and_cursors() throws IOException {
        assertEquals(
                List.of(
                        new Filesystem(DatasetPath.parse("tank"), Optional.empty(), true),
                        new Filesystem(TANK_DATA, Optional.empty(), false)),
                Filesystems.decode(new Decoder<>(ListFilesystemRes.getDefaultInstance()).decode(bytes("L3"))));
        var resumable = List.of(new Filesystem(TANK_DATA, Optional.of("1-c740b4779-d8"), false));
        assertEquals(bytes("L4"), ByteBuffer.wrap(Filesystems.encode(resumable).toByteArray()));
        assertEquals(
                bytes("D3"),
                ByteBuffer.wrap(Destructions.encode(List.of(ONE), Map.of(ONE, new Destruction.Destroyed()))
                        .toByteArray()));
        var busy = new Decoder<>(DestroySnapshotsRes.getDefaultInstance()).decode(bytes("D4"));
        assertEquals(Map.of(ONE, new Destruction.Held("dataset is busy")), Destructions.decode(List.of(ONE), busy));
        var zero = new Decoder<>(ReplicationCursorRes.getDefaultInstance()).decode(bytes("K4"));
        assertEquals(ReplicationCursorRes.ResultCase.GUID, zero.getResultCase());
    }

    @Test
    void requests_that_would_kill_a_go_peer_are_refused() throws IOException {
        var good = new Decoder<>(SendReq.getDefaultInstance()).decode(bytes("S1"));
        for (var bad : List.of(
                good.toBuilder().clearReplicationConfig().build(),
                good.toBuilder().clearTo().build(),
                good.toBuilder().setTo(good.getTo().toBuilder().setTypeValue(7)).build(),
                good.toBuilder().setTo(good.getTo().toBuilder().setTypeValue(1)).build(),
                good.toBuilder().setFilesystem("tank@data").build(),
                good.toBuilder()
                        .setReplicationConfig(good.getReplicationConfig().toBuilder()
                                .setProtection(good.getReplicationConfig().getProtection().toBuilder()
                                        .setInitialValue(9)))
                        .build(),
                good.toBuilder()
                        .setReplicationConfig(good.getReplicationConfig().toBuilder()
                                .setProtection(good.getReplicationConfig().getProtection().toBuilder()
                                        .setIncrementalValue(0)))
                        .build())) {
            assertThrows(MalformedException.class, () -> Steps.decode(bad), bad::toString);
        }
    }

    private static FilesystemVersion version(Snapshot snapshot, String creation) {
        return Revisions.encode(snapshot).toBuilder().setCreation(creation).build();
    }

    private static org.jzrepl.api.dataset.Revision version(String id) throws IOException {
        return Revisions.decode(new Decoder<>(FilesystemVersion.getDefaultInstance()).decode(bytes(id)));
    }

    private static ByteBuffer bytes(String id) {
        return ROW_BY_ID.get(id).bytes(3);
    }
}
