// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.osgi.annotation.versioning.ProviderType;

/// Send and receive. Streams are passed on as they come, in direct buffers where possible, and never collected.
@ProviderType
public interface ZfsStreams {
    /// The bytes that the stream will have; empty where ZFS cannot tell, as from a bookmark.
    OptionalLong estimate(Send send) throws ZfsException, InterruptedException;

    /// Starts sending. The channel's reader blocks on data and ends only after ZFS ended well; a failure of ZFS
    /// shows as [ZfsException] from `read`, never as a short stream. Closing early, from any thread, ends the
    /// command. A read that is interrupted closes the channel and throws `ClosedByInterruptException`.
    ReadableByteChannel send(Send send) throws ZfsException, InterruptedException;

    /// Receives until the stream ends, from the calling thread's point of view; does not close `stream`.
    ///
    /// @throws PartialReceiveException if the stream broke off and a partial state was kept
    /// @throws java.io.IOException that reading `stream` threw, after ZFS was ended; it wins over what ZFS said
    /// then
    void receive(Receive receive, ReadableByteChannel stream) throws java.io.IOException, InterruptedException;

    /// Discards a partial receive; nothing to discard is success.
    void abortReceive(DatasetPath dataset) throws ZfsException, InterruptedException;

    /// What to send. With a token, ZFS takes everything else from it; `from`, `to` and `flags` are what the
    /// caller expects it to say, and the sender's endpoint has compared them.
    record Send(
            DatasetPath dataset,
            Optional<Revision> from,
            Revision.Snapshot to,
            Set<Flag> flags,
            Optional<String> resumeToken) {
        public Send {
            flags = Set.copyOf(flags);
        }
    }

    /// Where to receive: `dataset@snapshot`. `force` is `recv -F`, `resumable` is `recv -s`, `override` is `-o`,
    /// `inherit` is `-x`. Whether the result carries the announced GUID is for the caller to see.
    record Receive(
            DatasetPath dataset,
            String snapshot,
            boolean force,
            boolean resumable,
            Map<String, String> override,
            Set<String> inherit) {
        public Receive {
            override = Map.copyOf(override);
            inherit = Set.copyOf(inherit);
        }
    }

    /// Options of `zfs send`, in the order in which they appear on its command line.
    enum Flag {
        /// `-w`
        RAW,
        /// `-p`
        PROPERTIES,
        /// `-b`
        BACKUP_PROPERTIES,
        /// `-L`
        LARGE_BLOCKS,
        /// `-c`
        COMPRESSED,
        /// `-e`
        EMBEDDED_DATA,
        /// `-S`
        SAVED
    }
}
