// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Set;
import java.util.random.RandomGenerator;

/// What goes wrong in one run: at which call or byte.
///
/// `passes`: whether the call itself still happens, and only its answer is lost. `temporary`: whether the
/// connection is merely lost, so that the run tries again. `aimed`: whether only those calls of ZFS count
/// that put protection there or take it away.
record Mishap(Kind kind, int at, boolean passes, boolean temporary, boolean aimed) {
    static final Mishap NONE = new Mishap(Kind.NONE, 0, false, false, false);
    private static final Set<String> PROTECTING = Set.of("hold", "release", "bookmark", "destroy");
    private static final Set<Kind> STRIKES_ZFS =
            Set.of(Kind.ACTIVE_DIES, Kind.PASSIVE_DIES, Kind.ACTIVE_ZFS_FAILS, Kind.PASSIVE_ZFS_FAILS);
    private static final int FEW = 8;

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

    boolean counts(String call) {
        return !aimed || PROTECTING.contains(call);
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
        boolean aimed = random.nextBoolean() && STRIKES_ZFS.contains(kind);
        return new Mishap(
                kind, aimed ? 1 + random.nextInt(FEW) : at, random.nextBoolean(), random.nextBoolean(), aimed);
    }
}
