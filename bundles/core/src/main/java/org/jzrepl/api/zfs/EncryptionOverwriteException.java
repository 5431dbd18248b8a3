// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

/// A forced receive would have made an unencrypted dataset an encrypted one, or the reverse. Nothing was changed.
public final class EncryptionOverwriteException extends ZfsException {
    private static final long serialVersionUID = 1;

    public EncryptionOverwriteException(String message) {
        super(message);
    }
}
