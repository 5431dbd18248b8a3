// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

/// The dataset, snapshot or bookmark that a call names does not exist (any more).
public final class NoSuchDatasetException extends ZfsException {
    private static final long serialVersionUID = 1;

    public NoSuchDatasetException(String message) {
        super(message);
    }

    public NoSuchDatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
