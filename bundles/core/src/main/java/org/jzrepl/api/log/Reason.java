// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

/// Why something failed, in words.
public final class Reason {
    private Reason() {}

    /// The message; where there is none, as of a closed channel, what kind of failure it is.
    public static String of(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
