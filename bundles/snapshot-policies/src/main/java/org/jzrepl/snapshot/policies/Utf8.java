// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

/// Where characters begin and end in bytes that were cut anywhere.
final class Utf8 {
    private static final int LONGEST = 4;

    private Utf8() {}

    /// Where the first character begins whose beginning is there.
    static int firstWhole(byte[] bytes) {
        int start = 0;
        while (start < Math.min(LONGEST - 1, bytes.length) && continues(bytes[start])) {
            start++;
        }
        return start;
    }

    /// How many bytes there are up to the last character whose end is there.
    static int lastWhole(byte[] bytes) {
        for (int back = 1; back <= Math.min(LONGEST - 1, bytes.length); back++) {
            byte last = bytes[bytes.length - back];
            if (!continues(last)) {
                return back < length(last) ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }

    private static boolean continues(byte one) {
        return (one & 0xC0) == 0x80;
    }

    /// Of the character that begins so.
    private static int length(byte first) {
        return Math.clamp(Integer.numberOfLeadingZeros(~(first << 24)), 1, LONGEST);
    }
}
