// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.regex.Pattern;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsException;

/// Checks names before they become arguments: no range, no list and no option may hide in one.
final class Names {
    private static final int LONGEST_TAG = 255;
    private static final Pattern PROPERTY = Pattern.compile("(?!-)[0-9A-Za-z_.:-]{1,256}");

    private Names() {}

    static String dataset(DatasetPath dataset) throws ZfsException {
        return checked(EntityName.FILESYSTEM, dataset.toString());
    }

    static String snapshot(DatasetPath dataset, String name) throws ZfsException {
        return checked(EntityName.SNAPSHOT, dataset + "@" + name);
    }

    static String bookmark(DatasetPath dataset, String name) throws ZfsException {
        return checked(EntityName.BOOKMARK, dataset + "#" + name);
    }

    static String revision(DatasetPath dataset, Revision revision) throws ZfsException {
        return revision instanceof Revision.Snapshot
                ? snapshot(dataset, revision.name())
                : bookmark(dataset, revision.name());
    }

    static String tag(String tag) throws ZfsException {
        if (tag.isEmpty() || tag.length() > LONGEST_TAG || tag.startsWith("-")) {
            throw new ZfsException(
                    "hold tag \"" + tag + "\": has 1 to " + LONGEST_TAG + " characters and does not begin with -");
        }
        return tag;
    }

    static String property(String action, String name) throws ZfsException {
        if (!PROPERTY.matcher(name).matches()) {
            throw new ZfsException(action + ": \"" + name + "\" is no property name");
        }
        return name;
    }

    private static String checked(EntityName kind, String name) throws ZfsException {
        if (name.startsWith("-")) {
            throw new ZfsException("\"" + name + "\" is no ZFS name: it begins with -");
        }
        try {
            return kind.check(name);
        } catch (IllegalArgumentException e) {
            throw new ZfsException(e.getMessage(), e);
        }
    }
}
