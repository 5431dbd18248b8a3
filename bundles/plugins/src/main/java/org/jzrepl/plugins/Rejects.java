// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jzrepl.api.control.Plugins.Origin;

/// What was offered by the folder or the configuration and not taken, and why; until it is gone or taken.
final class Rejects {
    private final ConcurrentSkipListMap<String, Reject> rejectBySource = new ConcurrentSkipListMap<>();

    record Reject(Origin origin, String reason) {}

    /// Whether that is news. The source is not said again where `why` begins with it.
    boolean put(Origin origin, String source, String why) {
        var reject = new Reject(origin, why.startsWith(source + " ") ? why.substring(source.length() + 1) : why);
        return !reject.equals(rejectBySource.put(source, reject));
    }

    void remove(String source) {
        rejectBySource.remove(source);
    }

    Set<String> sources(Origin origin) {
        return rejectBySource.entrySet().stream()
                .filter(entry -> entry.getValue().origin() == origin)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    SortedMap<String, Reject> all() {
        return new TreeMap<>(Map.copyOf(rejectBySource));
    }
}
