// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;

/// Checks `monitoring` (`configuration.md` 9.1), which nothing serves yet.
final class MonitoringSettings {
    private static final String KEY = "monitoring";
    private static final String PROMETHEUS = "prometheus";

    private MonitoringSettings() {}

    static void check(Section global) throws ConfigException {
        var sections = global.sections(KEY);
        var problems = new Problems();
        for (var section : sections) {
            problems.check(() -> checkOne(section));
        }
        problems.throwIfAny();
        if (sections.size() > 1) {
            throw sections.get(1)
                    .wrong("type", "only one entry of type " + PROMETHEUS + " is possible: remove this one");
        }
    }

    private static void checkOne(Section section) throws ConfigException {
        section.required("type", Words.oneOf(Map.of(PROMETHEUS, PROMETHEUS)));
        var problems = new Problems();
        problems.check(() -> section.required("listen", HostAndPort::parse));
        problems.check(() -> section.optional("listen_freebind", Numbers::bool, false));
        problems.check(section::done);
        problems.throwIfAny();
    }
}
