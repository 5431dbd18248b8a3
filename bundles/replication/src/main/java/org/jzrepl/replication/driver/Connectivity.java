// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.zfs.ZfsException;

/// Tells failures of the connection, after which a run waits and goes on, from those that end it for good
/// (`errors` in the planning cases): time-outs are the former; refused and reset connections, and whatever
/// ZFS or the other side's handlers say, are the latter. The next run tries again in any case.
final class Connectivity {
    private Connectivity() {}

    static boolean isLost(IOException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof ZfsException) {
                return false; // ZFS answered, so the connection is there
            }
            if (cause instanceof UnreachableException || cause instanceof SocketTimeoutException || timedOut(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /// The system's own time-out of a dial has no type of its own.
    private static boolean timedOut(Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("timed out");
    }
}
