// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.io.IOException;

/// ZFS answered no. Trying the same again within the run does not help; the next run may.
///
/// The message is one sentence that names the dataset, the action and what ZFS said.
public class ZfsException extends IOException {
    private static final long serialVersionUID = 1;

    public ZfsException(String message) {
        super(message);
    }

    public ZfsException(String message, Throwable cause) {
        super(message, cause);
    }
}
