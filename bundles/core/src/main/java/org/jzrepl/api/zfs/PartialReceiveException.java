// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

/// A receive ended early and left a partial state that `token` resumes.
public final class PartialReceiveException extends ZfsException {
    private static final long serialVersionUID = 1;

    private final String token;

    public PartialReceiveException(String message, String token) {
        super(message);
        this.token = token;
    }

    /// The resume token as ZFS prints it.
    public String token() {
        return token;
    }
}
