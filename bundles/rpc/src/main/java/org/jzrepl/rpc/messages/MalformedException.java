// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import java.net.ProtocolException;

/// A message that could be decoded and makes no sense.
public final class MalformedException extends ProtocolException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }
}
