// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/// Turns an entry into text; supplier kind `format`, itself the component: formats have no configuration.
@ConsumerType
@FunctionalInterface
public interface LogFormat {
    /// Without the newline that ends it. The outlet says which parts it wants shown (`configuration.md` 8.2).
    String line(LogEntry entry, Set<Part> shown);

    enum Part {
        TIME,
        LEVEL,
        COLOR
    }
}
