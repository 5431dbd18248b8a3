// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;

/// Our own source of a stream failed; `cause` is what it threw.
public final class SourceFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final IOException failure;

    SourceFailedException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    /// What the source threw.
    public IOException failure() {
        return failure;
    }
}
