// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.jzrepl.api.zfs.ZfsException;

/// Tells what could not be listed, and remembers that there was something. Used by one thread.
final class Failures implements Consumer<ZfsException> {
    private final PrintStream err;
    private boolean areNone = true;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public void accept(ZfsException failure) {
        err.println(failure.getMessage());
        areNone = false;
    }

    boolean areNone() {
        return areNone;
    }
}
