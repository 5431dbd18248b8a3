// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.io.IOException;

/// The other side cannot be reached at the moment. A run waits until it can and goes on, where other failures end
/// it (`errors` in the planning cases).
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
