// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.config.ByteSize;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsFactory;
import org.osgi.service.component.annotations.Component;

/// `global.zfs: {type: simulated}`.
@Component
@Supplies(kind = "zfs", type = "simulated")
public final class SimulatedZfsFactory implements ZfsFactory {
    @Override
    public Zfs create(Section section) throws ConfigException {
        var problems = new Problems();
        var file = problems.attempt(() -> section.<Optional<Path>>optional(
                "file", value -> Optional.of(Path.of(Words.nonEmpty(value))), Optional.empty()));
        var speed = problems.attempt(() -> section.<OptionalLong>optional(
                "bytes_per_second", value -> OptionalLong.of(positive(ByteSize.parse(value))), OptionalLong.empty()));
        problems.check(section::done);
        problems.throwIfAny();
        var clock = InstantSource.system();
        var zfs = file.orElseThrow()
                .map(path -> SimulatedZfs.inFile(path, clock))
                .orElseGet(() -> SimulatedZfs.inMemory(System.nanoTime(), clock));
        zfs.faults().bytesPerSecond(speed.orElseThrow());
        return zfs;
    }

    private static long positive(ByteSize size) {
        if (size.bytes() < 1) {
            throw new IllegalArgumentException("must be at least 1 B");
        }
        return size.bytes();
    }
}
