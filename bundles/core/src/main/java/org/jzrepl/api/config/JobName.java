// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import org.jzrepl.api.dataset.EntityName;

/// A job's name. It is part of the names of holds and bookmarks on disk (`replication-and-zfs.md` 2.2), hence its
/// limits.
public record JobName(String value) implements Comparable<JobName> {
    /// The longest for which `pool/ds#` with the name of a tentative cursor bookmark is no longer than ZFS
    /// allows.
    private static final int MAX_LENGTH = 203;

    public JobName {
        EntityName.component(value);
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("job name \"" + value + "\" has over " + MAX_LENGTH + " characters");
        }
    }

    /// Names that begin with `_` belong to the daemon; a configuration may not use them.
    public boolean isReserved() {
        return value.startsWith("_");
    }

    @Override
    public int compareTo(JobName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
