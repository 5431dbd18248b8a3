// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// Releases holds and destroys bookmarks one by one, and says what became of each.
record Removal(boolean isDry, boolean asJson, PrintStream out) {
    /// Whether all are gone.
    boolean remove(List<Abstraction> victims, Zfs zfs) throws InterruptedException {
        if (isDry) {
            announce(victims);
            return true;
        }
        boolean areGone = true;
        for (var victim : victims) {
            var problem = destroy(victim, zfs);
            tell(victim, problem);
            areGone &= problem.isEmpty();
        }
        return areGone;
    }

    private void announce(List<Abstraction> victims) {
        if (asJson) {
            out.println(AbstractionJson.text(victims));
        } else {
            victims.forEach(victim -> out.println("would destroy " + victim.text()));
        }
    }

    private void tell(Abstraction victim, Optional<String> problem) {
        if (asJson) {
            out.println(AbstractionJson.outcome(victim, problem.orElse("")));
        } else {
            out.println("destroy " + victim.text() + " ..."
                    + problem.map(why -> " failed:\n  " + why).orElse(" OK"));
        }
    }

    /// Why it is still there.
    private static Optional<String> destroy(Abstraction victim, Zfs zfs) throws InterruptedException {
        try {
            return switch (victim) {
                case Abstraction.Hold hold -> {
                    zfs.anchors().release(hold.dataset(), List.of(hold.revision()), hold.name());
                    yield Optional.empty();
                }
                case Abstraction.Mark mark ->
                    switch (zfs.snapshots()
                            .destroy(mark.dataset(), List.of(mark.revision()))
                            .get(mark.revision())) {
                        case Destruction.Refused(var reason) -> Optional.of(reason);
                        case Destruction.Held(var reason) -> Optional.of(reason);
                        case Destruction.Destroyed() -> Optional.empty();
                        case null -> Optional.of("zfs does not say what became of it");
                    };
            };
        } catch (ZfsException e) {
            return Optional.of(Reason.of(e));
        }
    }
}
