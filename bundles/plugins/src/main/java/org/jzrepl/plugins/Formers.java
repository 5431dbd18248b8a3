// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.util.Comparator;
import org.jzrepl.plugins.Roster.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions that updates have left behind: a few to go back to, not all there ever were.
record Formers(Store store, Roster roster) {
    private static final Logger LOG = LoggerFactory.getLogger(Formers.class);
    /// One for the update that turns out bad, and one for the next that was meant to mend it.
    private static final int KEPT = 2;

    /// Of that bundle: those that were replaced last.
    void keepLatest(String name) {
        roster.of(name).stream()
                .filter(Line::isFormer)
                .sorted(Comparator.comparing((Line line) -> line.entry().since())
                        .reversed())
                .skip(KEPT)
                .forEach(this::drop);
    }

    private void drop(Line line) {
        try {
            store.remove(line.id());
            roster.remove(line.id());
            LOG.atInfo().addKeyValue("plugin", line.id()).log("former version is removed");
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("plugin", line.id()).setCause(e).log("former version cannot be removed");
        }
    }
}
