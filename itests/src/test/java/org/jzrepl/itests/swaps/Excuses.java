// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.util.List;

/// The errors that the daemon may log when suppliers go under its work, and no others.
final class Excuses {
    private static final List<String> EXPECTED = List.of(
            // a rule is missing
            ": cannot plan pruning, so nothing is destroyed ",
            // an end of the wire went
            ": cannot plan the replication ",
            ": replication failed in part ",
            ": cannot prune filesystem ");

    private Excuses() {}

    static boolean of(String line) {
        return EXPECTED.stream().anyMatch(line::contains);
    }
}
