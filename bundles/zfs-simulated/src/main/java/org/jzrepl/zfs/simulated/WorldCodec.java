// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset.Kind;
import org.jzrepl.api.zfs.Property;

/// The file format of the simulated pools: a magic number with the version, then each dataset with its parts,
/// every list with its length before it, and the magic number again as proof that nothing is missing.
final class WorldCodec {
    private static final long MAGIC = 0x6a7a_7369_6d00_0001L;
    private static final int LISTED_AT_MOST = 10_000_000;

    private WorldCodec() {}

    static void write(World world, DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeLong(world.txg());
        out.writeInt(world.nodes().size());
        for (var node : world.nodes().values()) {
            write(node, out);
        }
        out.writeLong(MAGIC);
    }

    static World read(DataInputStream in) throws IOException {
        requireMagic(in);
        long txg = in.readLong();
        var nodes = new TreeMap<DatasetPath, Node>();
        for (int left = count(in); left > 0; left--) {
            var node = node(in);
            nodes.put(node.path(), node);
        }
        requireMagic(in);
        return new World(txg, nodes);
    }

    private static void write(Node node, DataOutput out) throws IOException {
        out.writeUTF(node.path().toString());
        out.writeByte(node.kind().ordinal());
        out.writeInt(node.properties().size());
        for (var property : node.properties().entrySet()) {
            out.writeUTF(property.getKey());
            out.writeUTF(property.getValue().value());
            out.writeByte(property.getValue().source().ordinal());
        }
        writeFiles(node.files(), out);
        out.writeInt(node.snapshots().size());
        for (var snap : node.snapshots()) {
            write(snap.revision(), out);
            writeFiles(snap.files(), out);
            out.writeInt(snap.holds().size());
            for (var tag : snap.holds()) {
                out.writeUTF(tag);
            }
        }
        out.writeInt(node.bookmarks().size());
        for (var bookmark : node.bookmarks()) {
            write(bookmark.revision(), out);
            writeFiles(bookmark.files(), out);
        }
        out.writeBoolean(node.partial().isPresent());
        if (node.partial().isPresent()) {
            write(node.partial().orElseThrow(), out);
        }
    }

    private static Node node(DataInput in) throws IOException {
        var path = DatasetPath.parse(in.readUTF());
        var kind = Kind.values()[in.readByte()];
        var properties = new TreeMap<String, Property>();
        for (int left = count(in); left > 0; left--) {
            properties.put(in.readUTF(), new Property(in.readUTF(), Property.Source.values()[in.readByte()]));
        }
        var files = files(in);
        var snapshots = new ArrayList<Snap>();
        for (int left = count(in); left > 0; left--) {
            snapshots.add(snap(in));
        }
        var bookmarks = new ArrayList<Mark>();
        for (int left = count(in); left > 0; left--) {
            var as = snapshot(in);
            var bookmark = new Revision.Bookmark(as.name(), as.guid(), as.createTxg(), as.creation());
            bookmarks.add(new Mark(bookmark, files(in)));
        }
        var partial = in.readBoolean() ? Optional.of(partial(in)) : Optional.<Partial>empty();
        return new Node(path, kind, properties, files, snapshots, bookmarks, partial);
    }

    private static Snap snap(DataInput in) throws IOException {
        var revision = snapshot(in);
        var files = files(in);
        var holds = new HashSet<String>();
        for (int left = count(in); left > 0; left--) {
            holds.add(in.readUTF());
        }
        return new Snap(revision, files, holds);
    }

    private static void write(Revision revision, DataOutput out) throws IOException {
        out.writeUTF(revision.name());
        out.writeLong(revision.guid().bits());
        out.writeLong(revision.createTxg());
        out.writeLong(revision.creation().getEpochSecond());
    }

    private static Revision.Snapshot snapshot(DataInput in) throws IOException {
        return new Revision.Snapshot(
                in.readUTF(), new Guid(in.readLong()), in.readLong(), Instant.ofEpochSecond(in.readLong()));
    }

    private static void write(Partial partial, DataOutput out) throws IOException {
        out.writeLong(partial.to().bits());
        out.writeBoolean(partial.from().isPresent());
        out.writeLong(partial.from().map(Guid::bits).orElse(0L));
        out.writeUTF(partial.toName());
        out.writeLong(partial.records());
        out.writeLong(partial.bytes());
        out.writeBoolean(partial.fresh());
        writeFiles(partial.files(), out);
    }

    private static Partial partial(DataInput in) throws IOException {
        var to = new Guid(in.readLong());
        boolean incremental = in.readBoolean();
        long from = in.readLong();
        return new Partial(
                to,
                incremental ? Optional.of(new Guid(from)) : Optional.empty(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                files(in));
    }

    private static void writeFiles(SortedMap<String, FileContent> files, DataOutput out) throws IOException {
        out.writeInt(files.size());
        for (var file : files.entrySet()) {
            out.writeUTF(file.getKey());
            out.writeLong(file.getValue().size());
            out.writeLong(file.getValue().seed());
        }
    }

    private static SortedMap<String, FileContent> files(DataInput in) throws IOException {
        var files = new TreeMap<String, FileContent>();
        for (int left = count(in); left > 0; left--) {
            files.put(in.readUTF(), new FileContent(in.readLong(), in.readLong()));
        }
        return files;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LISTED_AT_MOST) {
            throw new IOException("file is corrupt: a list of " + count);
        }
        return count;
    }

    private static void requireMagic(DataInputStream in) throws IOException {
        if (in.readLong() != MAGIC) {
            throw new IOException("file is corrupt, or of another version; restore it, or remove it to start empty");
        }
    }
}
