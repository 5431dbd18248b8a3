// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.osgi.annotation.versioning.ProviderType;

/// One side of a replication. Callers cannot tell a local side from a remote one. Safe for use by several
/// threads.
///
/// Paths are the sender's: a receiver translates them to and from its client's subtree. Closing a remote side
/// ends its control connection. Exceptions as everywhere: [org.jzrepl.api.zfs.ZfsException] is ZFS's no,
/// another `IOException` the wire's.
@ProviderType
public sealed interface Endpoint extends Closeable {
    /// Reads the whole side once; what [#revisions] answers afterwards may come from the same reading.
    List<Filesystem> filesystems() throws IOException, InterruptedException;

    /// Snapshots and bookmarks, oldest first.
    List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException;

    /// As [org.jzrepl.api.zfs.ZfsSnapshots#destroy]; every snapshot is a key of the answer.
    Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException;

    /// The receiver has the step's target. Idempotent; also for a step that was not seen to end, or was never
    /// made by this program, of which only `to` and the guarantee matter then.
    ///
    /// The sender moves its cursor there, and lifts the protection of steps that are over. The receiver protects
    /// the snapshot as it does after each receive, which includes this already; a receiver that is zrepl does
    /// nothing.
    void completed(Step step) throws IOException, InterruptedException;

    /// Whether the side lives in this daemon, where a call that finds nothing to do costs nothing.
    default boolean isHere() {
        return false;
    }

    /// Returns once the side answers; a local one does at once.
    void awaitReachable() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /// The side that has the data.
    @ProviderType
    non-sealed interface Sender extends Endpoint {
        /// The bytes of the step's stream; empty where unknown.
        OptionalLong estimate(Step step) throws IOException, InterruptedException;

        /// Protects both ends of the step first, then starts its stream.
        Sending send(Step step) throws IOException, InterruptedException;

        /// The GUID of the newest snapshot that the receiver is known to have.
        Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException;
    }

    /// The side that gets the data.
    @ProviderType
    non-sealed interface Receiver extends Endpoint {
        /// Receives to the stream's end and protects what came; closes `sending`. Where the stream was not
        /// resumed, a partial receive is cleared first.
        void receive(Step step, Sending sending) throws IOException, InterruptedException;
    }

    /// A dataset as its side sees it.
    record Filesystem(DatasetPath path, Optional<String> resumeToken, boolean placeholder) {}
}
