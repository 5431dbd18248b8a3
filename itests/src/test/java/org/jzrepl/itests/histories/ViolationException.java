// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

/// A law did not hold.
final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ViolationException(String message) {
        super(message);
    }
}
