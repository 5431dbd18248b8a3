// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.OptionalLong;
import org.jzrepl.api.config.ByteSize;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.endpoint.Bandwidth;

/// Reads `bandwidth_limit` (`configuration.md` 3.3).
final class BandwidthSettings {
    private static final ByteSize UNLIMITED = new ByteSize(-8);
    private static final ByteSize BUCKET = new ByteSize(8.0 * Bandwidth.UNLIMITED.bucketBytes());

    private BandwidthSettings() {}

    static Bandwidth read(Section parent) throws ConfigException {
        var section = parent.section("bandwidth_limit");
        var problems = new Problems();
        var max = problems.attempt(() -> section.optional("max", ByteSize::parse, UNLIMITED));
        var bucket = problems.attempt(() -> section.optional("bucket_capacity", ByteSize::parse, BUCKET));
        problems.check(section::done);
        problems.throwIfAny();
        if (bucket.orElseThrow().bytes() == 0) {
            throw section.wrong("bucket_capacity", "must be at least 1 B");
        }
        if (max.orElseThrow().bits() < 0 && max.orElseThrow().bytes() < 0) {
            return Bandwidth.UNLIMITED;
        }
        try {
            return new Bandwidth(
                    OptionalLong.of(max.orElseThrow().bytes()),
                    bucket.orElseThrow().bytes());
        } catch (IllegalArgumentException e) {
            throw parent.wrong("bandwidth_limit", e.getMessage());
        }
    }
}
