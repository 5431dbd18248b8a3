// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.IOException;

/// A file of certificates or keys cannot be used. The message names the file.
public final class CredentialException extends IOException {
    private static final long serialVersionUID = 1;

    private final String key;

    CredentialException(String key, String message, Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    CredentialException(String key, String message) {
        super(message);
        this.key = key;
    }

    /// Which of the configuration's keys names the file: `ca`, `cert` or `key`.
    public String key() {
        return key;
    }
}
