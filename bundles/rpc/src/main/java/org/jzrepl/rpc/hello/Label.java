// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hello;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// What a connection is for: the 64 bytes that a client sends after the handshake (`wire-protocol.md` 2.4).
public enum Label {
    CONTROL("zrepl_control"),
    DATA("zrepl_data");

    static final int SIZE = 64;

    private final String text;

    Label(String text) {
        this.text = text;
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(SIZE).put(text.getBytes(US_ASCII)).rewind();
    }

    /// The label that all of `bytes` is.
    static Label decode(ByteBuffer bytes) throws ProtocolException {
        for (var label : values()) {
            if (label.encode().equals(bytes)) {
                return label;
            }
        }
        throw new ProtocolException("the peer asks for a kind of connection that is not known");
    }
}
