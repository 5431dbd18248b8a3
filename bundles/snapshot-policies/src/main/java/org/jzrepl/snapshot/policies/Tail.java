// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The last bytes of what a program puts out; takes no more memory than there is output. Two threads add to it
/// (guarded by its monitor).
final class Tail {
    private final int most;
    private byte[] ring = {};
    private long seen;

    Tail(int most) {
        this.most = most;
    }

    synchronized void add(byte[] bytes, int length) {
        int from = Math.max(0, length - most);
        grow(length - from);
        seen += from;
        while (from < length) {
            int at = (int) (seen % ring.length);
            int piece = Math.min(length - from, ring.length - at);
            System.arraycopy(bytes, from, ring, at, piece);
            seen += piece;
            from += piece;
        }
    }

    /// To twice the size at least. Nothing goes round before the ring is as large as it may be.
    private void grow(int more) {
        long wanted = seen + more;
        if (ring.length < most && wanted > ring.length) {
            ring = Arrays.copyOf(ring, (int) Math.min(most, Math.max(wanted, 2L * ring.length)));
        }
    }

    /// Whole characters; what is no UTF-8 becomes a replacement character.
    synchronized String text() {
        if (seen <= ring.length) {
            return new String(ring, 0, (int) seen, StandardCharsets.UTF_8);
        }
        var bytes = new byte[ring.length];
        int oldest = ring.length == 0 ? 0 : (int) (seen % ring.length);
        System.arraycopy(ring, oldest, bytes, 0, ring.length - oldest);
        System.arraycopy(ring, 0, bytes, ring.length - oldest, oldest);
        int start = Utf8.firstWhole(bytes);
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
}
