// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.serve;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.jzrepl.rpc.wire.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs callers that are not let in: one line each, and not without end for one that tries again and again.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LINES = 20;
    private static final long WINDOW = 60_000_000_000L;
    private static final int MAX_ORIGINS = 1_000;

    private final Time time;
    private final LinkedHashMap<String, Count> countByOrigin = new LinkedHashMap<>(); // guarded by this

    Refusals(Time time) {
        this.time = time;
    }

    private record Count(long since, int lines) {}

    void refused(String origin, Optional<String> client, String why) {
        int lines = count(origin);
        if (lines > LINES) {
            return;
        }
        var line = LOG.atWarn().addKeyValue("origin", origin).addKeyValue("err", why);
        client.ifPresent(name -> line.addKeyValue("client", name));
        line.log(
                lines == LINES
                        ? "a caller was refused; more of this origin are not logged for a minute"
                        : "a caller was refused");
    }

    private synchronized int count(String origin) {
        long now = time.nanos();
        var before = Optional.ofNullable(countByOrigin.remove(origin)).filter(count -> now - count.since() < WINDOW);
        var count =
                before.map(known -> new Count(known.since(), known.lines() + 1)).orElseGet(() -> new Count(now, 1));
        countByOrigin.put(origin, count);
        if (countByOrigin.size() > MAX_ORIGINS) {
            countByOrigin.pollFirstEntry();
        }
        return count.lines();
    }
}
