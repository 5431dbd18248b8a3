// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.rpc.proto.DestroySnapshotRes;
import org.jzrepl.rpc.proto.DestroySnapshotsRes;

/// What became of snapshots that were to be destroyed, on the wire: a text, empty for success.
public final class Destructions {
    /// How both zrepl and ZFS say that a snapshot is kept by a hold or a clone.
    private static final List<String> HELD = List.of("dataset is busy", "it's being held");

    private Destructions() {}

    public static DestroySnapshotsRes encode(List<Snapshot> asked, Map<Revision, Destruction> outcomes) {
        var response = DestroySnapshotsRes.newBuilder();
        for (var snapshot : asked) {
            response.addResults(DestroySnapshotRes.newBuilder()
                    .setSnapshot(Revisions.encode(snapshot))
                    .setError(text(outcomes.getOrDefault(snapshot, new Destruction.Refused("no answer")))));
        }
        return response.build();
    }

    /// Matched by name, as zrepl does; every snapshot is a key of the answer.
    public static Map<Revision, Destruction> decode(List<Snapshot> asked, DestroySnapshotsRes response) {
        var outcomeByName = new HashMap<String, Destruction>();
        for (var result : response.getResultsList()) {
            outcomeByName.put(result.getSnapshot().getName(), outcome(result.getError()));
        }
        var outcomes = new LinkedHashMap<Revision, Destruction>();
        for (var snapshot : asked) {
            outcomes.put(
                    snapshot,
                    outcomeByName.getOrDefault(
                            snapshot.name(), new Destruction.Refused("the other side does not say what became of it")));
        }
        return outcomes;
    }

    private static String text(Destruction outcome) {
        return switch (outcome) {
            case Destruction.Destroyed() -> "";
            case Destruction.Held(var reason) -> reason;
            case Destruction.Refused(var reason) -> reason;
        };
    }

    private static Destruction outcome(String error) {
        if (error.isEmpty()) {
            return new Destruction.Destroyed();
        }
        return HELD.stream().anyMatch(error::contains) ? new Destruction.Held(error) : new Destruction.Refused(error);
    }
}
