// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;

/// A filesystem of a history, and where its copy is.
record Pair(Place place, DatasetPath sent, Optional<DatasetPath> copy) {
    static Pair of(Place place, String name) {
        var sent = "tank/" + place.job + "/" + name;
        var copy = switch (place) {
            case NEAR -> Optional.of("backup/near/here/" + sent);
            case FAR -> Optional.of("backup/far/" + sent);
            case SNAPS -> Optional.<String>empty();
        };
        return new Pair(place, DatasetPath.parse(sent), copy.map(DatasetPath::parse));
    }
}
