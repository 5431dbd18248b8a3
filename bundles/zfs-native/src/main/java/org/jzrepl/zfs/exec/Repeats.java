// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;

/// What occurs again and again in a listing, kept once: a round of snapshots gives all datasets the same name
/// at the same time, and a listing of thousands of datasets would else be mostly copies of them. Used by one
/// thread.
final class Repeats {
    /// Where names do not repeat, there is nothing to gain by keeping them.
    private static final int MOST = 10_000;

    private final Map<String, String> names = new HashMap<>();
    private final Map<Long, Instant> times = new HashMap<>();
    private String datasetName = "";
    private DatasetPath dataset = DatasetPath.ROOT;

    DatasetPath dataset(String name) {
        if (!name.equals(datasetName)) {
            dataset = DatasetPath.parse(name);
            datasetName = name;
        }
        return dataset;
    }

    String name(String name) {
        return kept(names, name, name);
    }

    Instant time(long seconds) {
        var known = times.get(seconds);
        return known != null ? known : kept(times, seconds, Instant.ofEpochSecond(seconds));
    }

    private static <K, V> V kept(Map<K, V> all, K key, V value) {
        var known = all.get(key);
        if (known != null) {
            return known;
        }
        if (all.size() >= MOST) {
            all.clear();
        }
        all.put(key, value);
        return value;
    }
}
