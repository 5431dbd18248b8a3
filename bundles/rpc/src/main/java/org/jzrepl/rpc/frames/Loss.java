// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.util.Optional;

/// Remembers that the peer was lost, and tells one who wants to know. Safe for use by several threads.
final class Loss {
    private Optional<Runnable> action = Optional.empty();
    private boolean happened;

    void then(Runnable what) {
        synchronized (this) {
            if (!happened) {
                action = Optional.of(what);
                return;
            }
        }
        what.run();
    }

    void happened() {
        Optional<Runnable> what;
        synchronized (this) {
            happened = true;
            what = action;
            action = Optional.empty();
        }
        what.ifPresent(Runnable::run);
    }
}
