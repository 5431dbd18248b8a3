// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jzrepl.api.endpoint.Bandwidth;

/// Says how long to pause after so many bytes, so that all streams of a job together keep its limit.
///
/// Bytes that have been read cannot be given back, so the bucket may go below zero, and whoever took it there
/// waits until it is at zero again. Its own lock guards it; the waiting is outside.
final class TokenBucket {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double capacity;
    private final double perNano;
    private final LongSupplier nanoTime;
    private double available;
    private long filledAt;

    TokenBucket(long bytesPerSecond, long capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.perNano = bytesPerSecond / NANOS;
        this.nanoTime = nanoTime;
        this.available = capacity;
        this.filledAt = nanoTime.getAsLong();
    }

    static TokenBucket of(Bandwidth bandwidth, long bytesPerSecond) {
        return new TokenBucket(bytesPerSecond, bandwidth.bucketBytes(), System::nanoTime);
    }

    /// Takes `bytes` out; the answer is how many nanoseconds to pause.
    synchronized long take(int bytes) {
        long now = nanoTime.getAsLong();
        available = Math.min(capacity, available + (now - filledAt) * perNano) - bytes;
        filledAt = now;
        return available >= 0 ? 0 : (long) Math.ceil(-available / perNano);
    }
}
