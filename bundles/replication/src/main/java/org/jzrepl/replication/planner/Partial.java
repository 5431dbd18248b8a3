// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import java.util.Optional;
import org.jzrepl.api.zfs.ResumeToken;

/// What an interrupted receive left on the receiver. Closed.
public sealed interface Partial {
    record None() implements Partial {}

    record Resumable(ResumeToken token) implements Partial {}

    /// A token that cannot be read; `reason` says why.
    record Unreadable(String reason) implements Partial {}

    /// Reads the token that the receiver's listing shows.
    static Partial of(Optional<String> token) {
        return token.map(Partial::read).orElseGet(None::new);
    }

    private static Partial read(String token) {
        try {
            return new Resumable(ResumeToken.parse(token));
        } catch (IllegalArgumentException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
