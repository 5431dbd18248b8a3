// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.snapshot;

import java.io.IOException;
import org.jzrepl.api.dataset.DatasetPath;
import org.osgi.annotation.versioning.ConsumerType;

/// Something to do around a snapshot. Closing the engagement runs after it, taken or not.
///
/// The message of an [IOException], by either, is one line. What the message of its cause says beyond a first
/// line is shown beneath it in the status: the place for the end of what a program said, or a server.
@ConsumerType
@FunctionalInterface
public interface Hook {
    Engagement engage(DatasetPath dataset, String snapshotName) throws IOException, InterruptedException;

    // Closing runs a command and can be interrupted, which the lint rule for resources dislikes.
    @SuppressWarnings("try")
    @ConsumerType
    interface Engagement extends AutoCloseable {
        /// For the status: what ran, and what it answered.
        String report();

        @Override
        void close() throws IOException, InterruptedException;
    }
}
