// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jzrepl.rpc.frames.ErrorText;

/// What a response's header says. Closed.
sealed interface Verdict {
    record Ok() implements Verdict {}

    record Failed(String reason) implements Verdict {}

    String OK = "HANDLER OK\n";
    String ERROR = "HANDLER ERROR:\n";

    /// What follows the word of success is ignored, as zrepl does.
    static Verdict decode(ByteBuffer header) throws ProtocolException {
        var text = UTF_8.decode(header).toString();
        if (text.startsWith(ERROR)) {
            return new Failed(text.substring(ERROR.length()));
        }
        if (text.startsWith(OK)) {
            return new Ok();
        }
        throw new ProtocolException("the peer answers neither success nor failure");
    }

    static ByteBuffer ok() {
        return UTF_8.encode(OK);
    }

    static ByteBuffer failed(Throwable cause) {
        return UTF_8.encode(ERROR + ErrorText.of(cause, ErrorText.MAX));
    }
}
