// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;

/// What `zfs list -Hp -t snapshot -o name,creation,createtxg,guid` has printed; the last two columns may be
/// missing.
record SnapshotList(String file) {
    static final String COMMAND = "zfs list -Hp -t snapshot -o name,creation,createtxg,guid";
    private static final int MAX_BYTES = 1 << 28;

    private record Row(DatasetPath dataset, Snapshot snapshot) {}

    /// Each dataset's snapshots, oldest first; `-` is standard input.
    ///
    /// @throws IOException with file and line, if something else stands there
    Map<DatasetPath, List<Snapshot>> read() throws IOException {
        var rows = new ArrayList<Row>();
        int number = 0;
        for (var line : text().split("\n")) {
            number++;
            if (!line.isBlank()) {
                rows.add(row(line.strip(), number));
            }
        }
        var byDataset = new TreeMap<DatasetPath, List<Snapshot>>();
        rows.forEach(row ->
                byDataset.computeIfAbsent(row.dataset(), _ -> new ArrayList<>()).add(row.snapshot()));
        byDataset.values().forEach(list -> list.sort((a, b) -> Long.compareUnsigned(a.createTxg(), b.createTxg())));
        return byDataset;
    }

    private String text() throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist: make it with " + COMMAND + " > " + file, e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Row row(String line, int number) throws IOException {
        var columns = line.split("\\s+");
        try {
            if (columns.length < 2 || columns.length > 4) {
                throw new IllegalArgumentException("has " + columns.length + " columns");
            }
            var name = EntityName.SNAPSHOT.check(columns[0]);
            int at = name.indexOf('@');
            long creation = Long.parseLong(columns[1]);
            long txg = columns.length > 2 ? Long.parseUnsignedLong(columns[2]) : creation;
            var shortName = name.substring(at + 1);
            var guid = columns.length > 3 ? Guid.parse(columns[3]) : standIn(shortName, creation);
            return new Row(
                    DatasetPath.parse(name.substring(0, at)),
                    new Snapshot(shortName, guid, txg, Instant.ofEpochSecond(creation)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(
                    file + ":" + number + ": \"" + line + "\" is no line of " + COMMAND + ": " + e.getMessage(), e);
        }
    }

    /// Equal on both sides, as the GUID would be.
    private static Guid standIn(String name, long creation) {
        return new Guid((long) name.hashCode() << 32 ^ creation);
    }
}
