// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/// Where a child's standard streams go. `out` sees standard output, instead of `stdout`.
record Wiring(Redirect stdin, Redirect stdout, Optional<LineSink> out, int stderrLimit) {
    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    static Wiring reading(LineSink out) {
        return new Wiring(NOTHING, Redirect.DISCARD, Optional.of(out), StderrTail.WHOLE);
    }

    static Wiring sending(File pipe) {
        return new Wiring(NOTHING, Redirect.to(pipe), Optional.empty(), StderrTail.TAIL);
    }

    static Wiring receiving(File pipe) {
        return new Wiring(Redirect.from(pipe), Redirect.DISCARD, Optional.empty(), StderrTail.TAIL);
    }
}
