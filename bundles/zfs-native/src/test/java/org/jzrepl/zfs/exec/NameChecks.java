// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.testkit.conformance.Case;

/// Checks names against one conformance case.
final class NameChecks {
    private NameChecks() {}

    static void component(Case one) {
        expect(one.flag("ok"), () -> EntityName.component(one.string("in")));
    }

    static void entity(Case one) {
        var kind = EntityName.valueOf(one.string("type").toUpperCase(Locale.ROOT));
        expect(one.flag("ok"), () -> kind.check(one.string("in")));
    }

    static void version(Case one) throws ZfsException {
        if (one.flag("error")) {
            assertThrows(ZfsException.class, () -> VersionName.parse(one.string("in")));
        } else {
            var delimiter = one.string("type").equals("snapshot") ? '@' : '#';
            assertEquals(
                    new VersionName(one.string("fs"), delimiter, one.string("name")),
                    VersionName.parse(one.string("in")));
        }
    }

    static void tag(Case one) throws ZfsException {
        if (one.flag("ok")) {
            assertEquals(one.string("in"), Names.tag(one.string("in")));
        } else {
            assertThrows(ZfsException.class, () -> Names.tag(one.string("in")));
        }
    }

    private static void expect(boolean ok, Runnable check) {
        if (ok) {
            check.run();
        } else {
            assertThrows(IllegalArgumentException.class, check::run);
        }
    }
}
