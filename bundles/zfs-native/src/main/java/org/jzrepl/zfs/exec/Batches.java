// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.List;
import org.jzrepl.api.zfs.ZfsException;

/// Cuts a command's names into halves where the system finds the command line too long.
final class Batches {
    private Batches() {}

    static void run(List<String> names, Batch batch) throws ZfsException, InterruptedException {
        try {
            batch.run(names);
        } catch (TooManyArgumentsException e) {
            if (names.size() < 2) {
                throw e;
            }
            run(names.subList(0, names.size() / 2), batch);
            run(names.subList(names.size() / 2, names.size()), batch);
        }
    }

    /// Starts its command before it does anything else.
    @FunctionalInterface
    interface Batch {
        void run(List<String> names) throws ZfsException, InterruptedException;
    }
}
