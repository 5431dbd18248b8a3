// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import org.jzrepl.api.zfs.ZfsException;

/// The peer's source of a stream failed, and it said why: ZFS's no, on the other side. The connection is fine.
public final class SourceException extends ZfsException {
    private static final long serialVersionUID = 1;

    SourceException(String message) {
        super(message);
    }
}
