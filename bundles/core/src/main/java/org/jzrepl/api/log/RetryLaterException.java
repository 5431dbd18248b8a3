// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import java.io.IOException;
import java.time.Duration;

/// An outlet cannot take an entry now, and has not taken it: the same entry is to be written again after a while.
public final class RetryLaterException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Duration after;

    public RetryLaterException(String message, Duration after, Throwable cause) {
        super(message, cause);
        this.after = after;
    }

    public Duration after() {
        return after;
    }
}
