// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What goes wrong, each kind once. Used by one thread.
final class Troubles {
    private static final int AT_MOST = 50;

    private final Map<String, Trouble> troubleByText = new LinkedHashMap<>();

    record Trouble(String text, Instant first, long times) {}

    void add(String text, Instant at) {
        if (troubleByText.size() < AT_MOST || troubleByText.containsKey(text)) {
            troubleByText.merge(
                    text,
                    new Trouble(text, at, 1),
                    (before, _) -> new Trouble(text, before.first(), before.times() + 1));
        }
    }

    List<Trouble> all() {
        return List.copyOf(troubleByText.values());
    }
}
