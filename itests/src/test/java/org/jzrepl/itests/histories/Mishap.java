// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.random.RandomGenerator;

/// What goes wrong in one run: at which call or byte.
///
/// `passes`: whether the call itself still happens, and only its answer is lost. `temporary`: whether the
/// connection is merely lost, so that the run tries again.
record Mishap(Kind kind, int at, boolean passes, boolean temporary) {
    static final Mishap NONE = new Mishap(Kind.NONE, 0, false, false);

    enum Kind {
        NONE,
        /// The active daemon dies at one of its calls of ZFS.
        ACTIVE_DIES,
        PASSIVE_DIES,
        /// The passive daemon dies in the middle of a stream.
        PASSIVE_DIES_IN_STREAM,
        /// One call of ZFS fails.
        ACTIVE_ZFS_FAILS,
        PASSIVE_ZFS_FAILS,
        /// The connection breaks at a call from side to side.
        CALL_LOST,
        /// The connection breaks in the middle of a stream.
        STREAM_CUT
    }

    static Mishap random(RandomGenerator random) {
        if (random.nextInt(3) == 0) {
            return NONE;
        }
        var kind = Kind.values()[1 + random.nextInt(Kind.values().length - 1)];
        int most = switch (kind) {
            case NONE -> 1;
            case ACTIVE_DIES, PASSIVE_DIES, ACTIVE_ZFS_FAILS, PASSIVE_ZFS_FAILS -> 60;
            case CALL_LOST -> 40;
            case PASSIVE_DIES_IN_STREAM, STREAM_CUT -> 1 << 20;
        };
        // small numbers more often: every run has a first call, few have a fiftieth
        int at = 1 + (int) (most * Math.pow(random.nextDouble(), 2));
        return new Mishap(kind, at, random.nextBoolean(), random.nextBoolean());
    }
}
