// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import org.jzrepl.api.zfs.ZfsException;

/// The system does not take a command line this long (`E2BIG`); a shorter one may do.
final class TooManyArgumentsException extends ZfsException {
    private static final long serialVersionUID = 1;

    TooManyArgumentsException(String message, Throwable cause) {
        super(message, cause);
    }
}
