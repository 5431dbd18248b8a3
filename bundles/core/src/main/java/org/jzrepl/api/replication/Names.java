// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.replication;

import java.util.List;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.Revision;

/// Lists revisions for a sentence: all of a few, the ends of many.
final class Names {
    private static final int SHOWN = 5;

    private Names() {}

    static String of(List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return "none";
        }
        var shown = revisions.stream().limit(SHOWN).map(Revision::relativeName).collect(Collectors.joining(", "));
        int left = revisions.size() - SHOWN;
        return left <= 0
                ? shown
                : shown + " and " + left + " more up to " + revisions.getLast().relativeName();
    }
}
