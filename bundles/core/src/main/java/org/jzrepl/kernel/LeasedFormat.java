// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Set;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;

/// The format that is there at the moment of writing, so that an outlet need not know when it is updated. While
/// none is there, a line says the least.
record LeasedFormat(Suppliers.Part<LogFormat> part) implements LogFormat {
    @Override
    public String line(LogEntry entry, Set<Part> shown) {
        var lease = part.tryLease();
        if (lease.isEmpty()) {
            return entry.at() + " " + entry.level() + " " + entry.message() + " " + entry.fields();
        }
        try (var format = lease.orElseThrow()) {
            return format.get().line(entry, shown);
        }
    }
}
