// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.zfs.ZfsStreams.Flag;

/// Reads `filesystems` and `send` (`configuration.md` 3.3).
final class SendSettings {
    /// In the order of the flags, so that the effective configuration always has the same.
    private static final Map<Flag, String> KEYS = new EnumMap<>(Map.of(
            Flag.RAW, "raw",
            Flag.PROPERTIES, "send_properties",
            Flag.BACKUP_PROPERTIES, "backup_properties",
            Flag.LARGE_BLOCKS, "large_blocks",
            Flag.COMPRESSED, "compressed",
            Flag.EMBEDDED_DATA, "embedded_data",
            Flag.SAVED, "saved"));

    private SendSettings() {}

    /// Reads `filesystems` too, which the options hold.
    static SendOptions read(Section job) throws ConfigException {
        var problems = new Problems();
        var filter = problems.attempt(() -> Filters.read(job));
        var send = job.section("send");
        var encrypted = problems.attempt(() -> send.optional("encrypted", Numbers::bool, false));
        var flags = EnumSet.noneOf(Flag.class);
        KEYS.forEach((flag, key) -> problems.attempt(() -> send.optional(key, Numbers::bool, false))
                .filter(Boolean::booleanValue)
                .ifPresent(_ -> flags.add(flag)));
        var bandwidth = problems.attempt(() -> BandwidthSettings.read(send));
        problems.check(send::done);
        problems.throwIfAny();
        if (encrypted.orElseThrow()) {
            flags.add(Flag.RAW);
        }
        return new SendOptions(filter.orElseThrow(), encrypted.orElseThrow(), flags, bandwidth.orElseThrow());
    }

    /// A sender that never sends: what is pruned locally.
    static SendOptions none(DatasetFilter filter) {
        return new SendOptions(filter, false, EnumSet.noneOf(Flag.class), Bandwidth.UNLIMITED);
    }
}
