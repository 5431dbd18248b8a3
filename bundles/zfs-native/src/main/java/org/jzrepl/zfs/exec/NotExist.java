// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.Optional;
import java.util.regex.Pattern;

/// The complaint that something is not there (`replication-and-zfs.md` 1.4).
final class NotExist {
    private static final Pattern SAID =
            Pattern.compile("cannot open '(?<name>[^']*)': (?:dataset does not exist|no such pool or dataset)");

    private NotExist() {}

    /// Whether the errors begin with it, whatever is missing.
    static boolean isSaid(String stderr) {
        return name(stderr).isPresent();
    }

    /// Whether they begin with it, and `name` is missing.
    static boolean isSaid(String stderr, String name) {
        return name(stderr).filter(name::equals).isPresent();
    }

    /// What is missing, if the errors begin with it.
    static Optional<String> name(String stderr) {
        var said = SAID.matcher(stderr);
        return said.lookingAt() ? Optional.of(said.group("name")) : Optional.empty();
    }
}
