// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Instant;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;

/// One line of a listing of snapshots and bookmarks. Anything unexpected in it is an error: a snapshot left out
/// would change what is planned.
record VersionRow(DatasetPath dataset, Revision revision, boolean held) {
    static final String COLUMNS = "name,guid,createtxg,creation,userrefs";
    private static final int COUNT = 5;

    static VersionRow parse(String line) throws ZfsException {
        var columns = line.split("\t", COUNT);
        if (columns.length != COUNT) {
            throw new ZfsException("unexpected line of zfs list: " + line);
        }
        try {
            var name = VersionName.parse(columns[0]);
            return new VersionRow(
                    DatasetPath.parse(name.dataset()), revision(name, columns), held(name, columns[COUNT - 1]));
        } catch (IllegalArgumentException e) {
            throw new ZfsException("unexpected line of zfs list: " + line, e);
        }
    }

    String fullName() {
        return dataset + revision.relativeName();
    }

    private static Revision revision(VersionName name, String[] columns) {
        var guid = Guid.parse(columns[1]);
        long createTxg = Long.parseUnsignedLong(columns[2]);
        var creation = Instant.ofEpochSecond(Long.parseLong(columns[3]));
        return name.isSnapshot()
                ? new Revision.Snapshot(name.name(), guid, createTxg, creation)
                : new Revision.Bookmark(name.name(), guid, createTxg, creation);
    }

    private static boolean held(VersionName name, String userRefs) {
        if (name.isSnapshot()) {
            return Long.parseUnsignedLong(userRefs) != 0;
        }
        if (!userRefs.equals("-")) {
            throw new IllegalArgumentException("a bookmark has no holds");
        }
        return false;
    }
}
