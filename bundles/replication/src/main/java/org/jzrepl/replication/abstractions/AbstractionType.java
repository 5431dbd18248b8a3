// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jzrepl.replication.local.OnDiskNames.Kind;

/// The names that operators know the kinds of holds and bookmarks by; zrepl's.
enum AbstractionType {
    STEP_HOLD("step-hold", Kind.STEP_HOLD),
    LAST_RECEIVED_HOLD("last-received-hold", Kind.LAST_RECEIVED_HOLD),
    CURSOR("replication-cursor-bookmark-v2", Kind.CURSOR),
    TENTATIVE_CURSOR("tentative-replication-cursor-bookmark-v2", Kind.TENTATIVE_CURSOR),
    LEGACY_CURSOR("replication-cursor-bookmark-v1", Kind.LEGACY_CURSOR);

    static final Set<AbstractionType> ALL = Set.of(values());
    static final Set<AbstractionType> HOLDS = Set.of(STEP_HOLD, LAST_RECEIVED_HOLD);

    private final String id;
    private final Kind kind;

    AbstractionType(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    String id() {
        return id;
    }

    static AbstractionType of(Kind kind) {
        return Arrays.stream(values())
                .filter(type -> type.kind == kind)
                .findFirst()
                .orElseThrow();
    }

    /// Reads a list such as `step-hold,last-received-hold`.
    static Set<AbstractionType> parse(String ids) {
        var types = EnumSet.noneOf(AbstractionType.class);
        for (var id : ids.split(",", -1)) {
            types.add(Arrays.stream(values())
                    .filter(type -> type.id.equals(id.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown type \"" + id + "\"; there are "
                            + Arrays.stream(values()).map(AbstractionType::id).toList())));
        }
        return types;
    }
}
