// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The last bytes of what a command wrote to standard error. One thread writes while others may read.
final class StderrTail {
    /// For the message of a stream's failure.
    static final int TAIL = 32 * 1024;
    /// For commands whose complaints are read line by line: a name and a reason for each of thousands of
    /// snapshots.
    static final int WHOLE = 4 << 20;

    private final int limit;
    private byte[] kept = new byte[0];

    StderrTail(int limit) {
        this.limit = limit;
    }

    synchronized void add(byte[] bytes, int length) {
        int keep = Math.min(kept.length, Math.max(0, limit - length));
        int added = Math.min(length, limit);
        var next = Arrays.copyOfRange(kept, kept.length - keep, kept.length + added);
        System.arraycopy(bytes, length - added, next, keep, added);
        kept = next;
    }

    synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
