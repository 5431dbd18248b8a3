// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.dataset.DatasetFilter;

/// Reads the key `filesystems`.
final class Filters {
    private Filters() {}

    static DatasetFilter read(Section job) throws ConfigException {
        var patterns = job.map("filesystems", Numbers::bool);
        if (patterns.isEmpty()) {
            throw job.wrong("filesystems", "needs at least one pattern, such as \"tank/home<\": true");
        }
        try {
            return new DatasetFilter(patterns);
        } catch (IllegalArgumentException e) {
            throw job.wrong("filesystems", e.getMessage());
        }
    }
}
