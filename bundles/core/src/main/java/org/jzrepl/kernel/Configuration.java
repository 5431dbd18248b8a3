// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.plugin.PluginSettings;
import org.jzrepl.api.zfs.Zfs;

/// A configuration whose every section its supplier has accepted. `warnings` are about what works but is hardly
/// meant.
record Configuration(Global global, List<Slot> slots, Effective.Mapping effective, List<Problem> warnings) {
    Configuration {
        slots = List.copyOf(slots);
        warnings = List.copyOf(warnings);
    }

    /// What holds for all jobs. `zfsConfigured`: what makes its ZFS another one than before; empty
    /// where nobody could read it.
    record Global(
            Path controlSocket,
            List<LogFanout.Outlet> outlets,
            TablePart<?, Zfs> zfs,
            Optional<Effective> zfsConfigured,
            PluginSettings plugins) {
        Global {
            outlets = List.copyOf(outlets);
        }

        private Global inPlaceOf(Global other) {
            return zfsConfigured.isPresent() && zfsConfigured.equals(other.zfsConfigured)
                    ? new Global(controlSocket, outlets, other.zfs, zfsConfigured, plugins)
                    : this;
        }
    }

    /// The same with all of `other` that is configured as here, so that it goes on.
    Configuration inPlaceOf(Configuration other) {
        return new Configuration(
                global.inPlaceOf(other.global),
                slots.stream().map(slot -> other.sameAs(slot).orElse(slot)).toList(),
                effective,
                warnings);
    }

    Optional<Slot> sameAs(Slot slot) {
        return slots.stream().filter(slot::isSameAs).findFirst();
    }
}
