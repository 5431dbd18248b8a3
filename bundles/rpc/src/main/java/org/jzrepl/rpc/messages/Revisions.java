// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.rpc.proto.FilesystemVersion;
import org.jzrepl.rpc.proto.FilesystemVersion.VersionType;

/// Snapshots and bookmarks on the wire.
public final class Revisions {
    /// With seconds also where they are zero: a Go peer dies of a time without them.
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

    private Revisions() {}

    public static FilesystemVersion encode(Revision revision) {
        return FilesystemVersion.newBuilder()
                .setType(
                        switch (revision) {
                            case Revision.Snapshot _ -> VersionType.Snapshot;
                            case Revision.Bookmark _ -> VersionType.Bookmark;
                        })
                .setName(revision.name())
                .setGuid(revision.guid().bits())
                .setCreateTxg(revision.createTxg())
                .setCreation(RFC_3339.format(revision.creation().atOffset(ZoneOffset.UTC)))
                .build();
    }

    public static Revision decode(FilesystemVersion version) throws MalformedException {
        return switch (version.getType()) {
            case Snapshot -> snapshot(version);
            case Bookmark ->
                new Revision.Bookmark(
                        version.getName(), new Guid(version.getGuid()), version.getCreateTxg(), creation(version));
            case UNRECOGNIZED ->
                throw new MalformedException("\"" + version.getName() + "\" is neither snapshot nor bookmark");
        };
    }

    public static List<Revision> decode(List<FilesystemVersion> versions) throws MalformedException {
        var revisions = new ArrayList<Revision>(versions.size());
        for (var version : versions) {
            revisions.add(decode(version));
        }
        return revisions;
    }

    public static Revision.Snapshot decodeSnapshot(FilesystemVersion version) throws MalformedException {
        if (version.getType() != VersionType.Snapshot) {
            throw new MalformedException("\"" + version.getName() + "\" is no snapshot");
        }
        return snapshot(version);
    }

    private static Revision.Snapshot snapshot(FilesystemVersion version) throws MalformedException {
        return new Revision.Snapshot(
                version.getName(), new Guid(version.getGuid()), version.getCreateTxg(), creation(version));
    }

    private static Instant creation(FilesystemVersion version) throws MalformedException {
        try {
            return OffsetDateTime.parse(version.getCreation()).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedException(
                    "\"" + version.getName() + "\" was created at \"" + version.getCreation() + "\", which is no time");
        }
    }
}
