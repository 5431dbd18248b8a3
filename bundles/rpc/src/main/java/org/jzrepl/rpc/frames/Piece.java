// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

/// How long the frames are that a message or stream is cut into.
final class Piece {
    /// As zrepl's.
    static final int MAX = 1 << 19;

    private Piece() {}

    /// The length of the next frame, where `left` bytes are left. A frame of one byte would end a Go peer
    /// (`wire-protocol.md` 4.1), so the one before takes one less.
    static int next(long left) {
        return left == MAX + 1 ? MAX - 1 : (int) Math.min(left, MAX);
    }
}
