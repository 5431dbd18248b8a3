// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import java.io.IOException;

/// A request that is answered with an error; the connection is fine.
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
