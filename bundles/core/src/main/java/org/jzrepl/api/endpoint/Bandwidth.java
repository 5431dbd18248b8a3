// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.util.OptionalLong;

/// A limit over all streams of a job: a token bucket of `bucketBytes`, full at the start, refilled with
/// `bytesPerSecond`.
public record Bandwidth(OptionalLong bytesPerSecond, long bucketBytes) {
    public static final Bandwidth UNLIMITED = new Bandwidth(OptionalLong.empty(), 128 * 1024);

    public Bandwidth {
        if (bucketBytes < 1 || bytesPerSecond.orElse(1) < 1) {
            throw new IllegalArgumentException("a bandwidth limit and its bucket have at least 1 byte");
        }
    }
}
