// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.Optional;

/// A service that comes and goes while its user stays.
final class Late<S> {
    private final String name;
    private volatile Optional<S> now = Optional.empty();

    /// @param name what an operator misses while it is not there
    Late(String name) {
        this.name = name;
    }

    void set(S service) {
        now = Optional.of(service);
    }

    void unset(S gone) {
        now = now.filter(service -> service != gone);
    }

    S get() throws CommandRefusedException {
        return now.orElseThrow(() -> new CommandRefusedException(name + " is not there now"));
    }
}
