// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

/// What must not be.
final class LawBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LawBrokenException(String what) {
        super(what);
    }
}
