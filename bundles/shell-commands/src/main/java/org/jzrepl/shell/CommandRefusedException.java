// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

/// Why a command did nothing, in a sentence. The shell shows an exception's text, hence no name of a class in it.
final class CommandRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    CommandRefusedException(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
