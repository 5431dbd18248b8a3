// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import org.jzrepl.api.zfs.ZfsException;

/// The name of a snapshot or bookmark, split at its delimiter.
record VersionName(String dataset, char delimiter, String name) {
    private static final int SHORTEST = 3;

    static VersionName parse(String text) throws ZfsException {
        int snapshot = text.indexOf('@');
        int bookmark = text.indexOf('#');
        if (text.length() < SHORTEST || snapshot < 0 == bookmark < 0) {
            throw new ZfsException("\"" + text + "\" is neither a snapshot's nor a bookmark's name");
        }
        int at = Math.max(snapshot, bookmark);
        return new VersionName(text.substring(0, at), text.charAt(at), text.substring(at + 1));
    }

    boolean isSnapshot() {
        return delimiter == '@';
    }
}
