// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jzrepl.api.endpoint.Bandwidth;

/// Puts a job's bandwidth limit on streams.
@FunctionalInterface
interface Limit extends UnaryOperator<ReadableByteChannel> {
    /// One bucket for all streams that the answer is applied to.
    static Limit of(Bandwidth bandwidth) {
        if (bandwidth.bytesPerSecond().isEmpty()) {
            return stream -> stream;
        }
        var bucket = TokenBucket.of(bandwidth, bandwidth.bytesPerSecond().orElseThrow());
        return stream -> new LimitedChannel(stream, bucket, TimeUnit.NANOSECONDS::sleep);
    }
}
