// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

/// The GUID that ZFS gives a snapshot; a bookmark of it, and its copy on another pool, carry the same one.
/// Unsigned.
public record Guid(long bits) {
    /// Reads the decimal form that `zfs list -p` prints.
    public static Guid parse(String decimal) {
        return new Guid(Long.parseUnsignedLong(decimal));
    }

    /// Sixteen lower-case hex digits, as in the names of replication cursors.
    public String hex() {
        return String.format("%016x", bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
