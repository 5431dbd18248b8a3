// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.net.ProtocolException;

/// What a frame is (`wire-protocol.md` 4.1). Other types break the connection.
public enum FrameType {
    REQUEST_HEADER(0x0000_0001),
    REQUEST(0x0000_0002),
    RESPONSE_HEADER(0x0000_0003),
    RESPONSE(0x0000_0004),
    STREAM(0x0000_0005),
    ERROR_TRAILER(0x0001_0000),
    END(0x0002_0000),
    HEARTBEAT(0x0100_0000),
    RESET(0x1000_0000);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static FrameType of(int code) throws ProtocolException {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new ProtocolException(String.format("the peer sends a frame of unknown type 0x%08x", code));
    }
}
