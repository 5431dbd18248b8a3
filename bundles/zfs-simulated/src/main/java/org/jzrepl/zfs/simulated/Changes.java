// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What turns one set of files into another, as records in a fixed order: a resumed stream counts on it.
record Changes(List<Change> changes) {
    Changes {
        changes = List.copyOf(changes);
    }

    /// One file that is put, or removed.
    record Change(Chunk.Kind kind, String path, FileContent file) {
        long records() {
            return kind == Chunk.Kind.DELETE ? 1 : Math.max(1, Math.ceilDiv(file.size(), (long) Chunk.SIZE));
        }

        Chunk record(long index) {
            long offset = index * Chunk.SIZE;
            int length = kind == Chunk.Kind.DELETE ? 0 : (int) Math.min(Chunk.SIZE, file.size() - offset);
            return new Chunk(kind, path, file, offset, length);
        }
    }

    static Changes between(SortedMap<String, FileContent> from, SortedMap<String, FileContent> to) {
        var changes = new ArrayList<Change>();
        from.forEach((path, file) -> {
            if (!to.containsKey(path)) {
                changes.add(new Change(Chunk.Kind.DELETE, path, new FileContent(0, 0)));
            }
        });
        to.forEach((path, file) -> {
            if (!file.equals(from.get(path))) {
                changes.add(new Change(Chunk.Kind.PUT, path, file));
            }
        });
        return new Changes(changes);
    }

    /// All records from `skipped` on, and the end.
    Iterator<Chunk> records(long skipped) {
        var all = changes.stream()
                .flatMap(change -> LongStream.range(0, change.records()).mapToObj(change::record));
        return Stream.concat(all.skip(skipped), Stream.of(Chunk.END)).iterator();
    }

    /// The bytes of the records from `skipped` on.
    long bytes(long skipped) {
        long bytes = 0;
        for (var records = records(skipped); records.hasNext(); ) {
            bytes += records.next().encodedLength();
        }
        return bytes;
    }
}
