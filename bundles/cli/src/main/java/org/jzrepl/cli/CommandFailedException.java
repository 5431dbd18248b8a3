// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

/// A command that cannot do what it was asked for; the message is for the user.
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
