// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.time.Duration;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;

/// The keys that hooks of databases share. For which filesystems they are must be said, and is read by the
/// engine.
record DatabaseKeys<D>(D dsn, Duration timeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    static <D> DatabaseKeys<D> read(Section hook, Section.Parser<D> parser) throws ConfigException {
        var problems = new Problems();
        var dsn = problems.attempt(() -> hook.required("dsn", parser));
        var timeout = problems.attempt(() -> hook.optional("timeout", GoDuration::positive, USUAL_TIMEOUT));
        problems.check(() -> requireFilesystems(hook));
        problems.check(hook::done);
        problems.throwIfAny();
        return new DatabaseKeys<>(dsn.orElseThrow(), timeout.orElseThrow());
    }

    private static void requireFilesystems(Section hook) throws ConfigException {
        if (hook.map("filesystems", Numbers::bool).isEmpty()) {
            throw hook.wrong(
                    "filesystems",
                    "needs at least one pattern, such as \"tank/db<\": true, for the filesystems that hold the database");
        }
    }
}
