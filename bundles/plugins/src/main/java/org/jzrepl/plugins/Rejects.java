// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What was offered by the folder or the configuration and not taken, and why; until it is gone or taken.
final class Rejects {
    private final ConcurrentSkipListMap<String, String> reasonBySource = new ConcurrentSkipListMap<>();

    /// Whether that is news.
    boolean put(String source, String why) {
        return !why.equals(reasonBySource.put(source, why));
    }

    void remove(String source) {
        reasonBySource.remove(source);
    }

    SortedMap<String, String> all() {
        return new java.util.TreeMap<>(Map.copyOf(reasonBySource));
    }
}
