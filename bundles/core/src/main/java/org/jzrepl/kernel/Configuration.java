// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.List;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;

/// A configuration whose every section its supplier has accepted.
record Configuration(Path controlSocket, List<LogFanout.Outlet> outlets, Part<Zfs> zfs, List<Slot> slots) {
    Configuration {
        outlets = List.copyOf(outlets);
        slots = List.copyOf(slots);
    }
}
