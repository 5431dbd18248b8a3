// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.util.HashMap;
import java.util.Map;

/// Limited places, some for each key. Safe for use by several threads.
public final class Places<K> {
    private final int perKey;
    private final int inAll;
    private final Map<K, Integer> takenByKey = new HashMap<>(); // guarded by this
    private int taken;

    public Places(int perKey, int inAll) {
        this.perKey = perKey;
        this.inAll = inAll;
    }

    /// False where there is none left.
    public synchronized boolean take(K key) {
        if (taken >= inAll || takenByKey.getOrDefault(key, 0) >= perKey) {
            return false;
        }
        taken++;
        takenByKey.merge(key, 1, Integer::sum);
        return true;
    }

    public synchronized void leave(K key) {
        taken--;
        takenByKey.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    }
}
