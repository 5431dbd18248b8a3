// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;

/// One line of a listing of snapshots and bookmarks. Anything unexpected in it is an error: a snapshot left out
/// would change what is planned.
record VersionRow(DatasetPath dataset, Revision revision, boolean held) {
    static final String COLUMNS = "name,guid,createtxg,creation,userrefs";
    private static final int DECIMAL = 10;

    static VersionRow parse(String line) throws ZfsException {
        return parse(line, new Repeats());
    }

    /// Without a copy of what other lines had already.
    static VersionRow parse(String line, Repeats repeats) throws ZfsException {
        int guid = column(line, 0);
        int createTxg = column(line, guid);
        int creation = column(line, createTxg);
        int userRefs = column(line, creation);
        try {
            var name = VersionName.parse(line.substring(0, guid - 1));
            var shortName = repeats.name(name.name());
            var id = new Guid(number(line, guid, createTxg));
            long txg = number(line, createTxg, creation);
            var time = repeats.time(Long.parseLong(line, creation, userRefs - 1, DECIMAL));
            return new VersionRow(
                    repeats.dataset(name.dataset()),
                    name.isSnapshot()
                            ? new Revision.Snapshot(shortName, id, txg, time)
                            : new Revision.Bookmark(shortName, id, txg, time),
                    held(name, line.substring(userRefs)));
        } catch (IllegalArgumentException e) {
            throw new ZfsException("unexpected line of zfs list: " + line, e);
        }
    }

    String fullName() {
        return dataset + revision.relativeName();
    }

    /// Where the column after that at `from` begins.
    private static int column(String line, int from) throws ZfsException {
        int tab = line.indexOf('\t', from);
        if (tab < 0) {
            throw new ZfsException("unexpected line of zfs list: " + line);
        }
        return tab + 1;
    }

    private static long number(String line, int from, int next) {
        return Long.parseUnsignedLong(line, from, next - 1, DECIMAL);
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
