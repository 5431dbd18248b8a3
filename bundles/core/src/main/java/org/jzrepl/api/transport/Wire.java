// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/// One full-duplex byte stream. One thread may read while another writes. Direct buffers are passed through
/// without copies.
///
/// A deadline is counted from the call that sets it and may be moved at any time, from any thread, also while a
/// call is blocked; zero lifts it. Past it the blocked call throws `SocketTimeoutException`; interrupted,
/// `ClosedByInterruptException`, which the caller turns into `InterruptedException`. After either the wire is
/// closed.
@ConsumerType
public interface Wire extends ReadableByteChannel, GatheringByteChannel {
    /// Half-close; reading stays possible.
    void closeOutput() throws IOException;

    void readDeadline(Duration fromNow);

    void writeDeadline(Duration fromNow);
}
