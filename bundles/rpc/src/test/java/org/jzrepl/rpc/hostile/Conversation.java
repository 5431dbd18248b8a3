// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

/// All that a client has said on one connection: `toSink` to a sink, otherwise to a source.
record Conversation(boolean toSink, byte[] bytes) {
    /// Bytes of the version handshake and of the label (`wire-protocol.md` 2).
    static final int HELLO = 67;

    static final int GREETING = HELLO + 64;

    private static final String CONTROL = "zrepl_control";

    boolean isControl() {
        return new String(bytes, HELLO, CONTROL.length(), java.nio.charset.StandardCharsets.US_ASCII).equals(CONTROL);
    }
}
