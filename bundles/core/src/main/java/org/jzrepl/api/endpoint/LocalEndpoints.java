// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

import java.util.Map;
import java.util.Set;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.osgi.annotation.versioning.ProviderType;

/// Makes the sides that live in this daemon, on its own ZFS. The names they leave on disk carry the job's.
@ProviderType
public interface LocalEndpoints {
    Sender sender(JobName job, Zfs zfs, SendOptions options);

    /// `clientRoot` is `options.rootFs()` for a pull, that and the client's identity for a sink.
    Receiver receiver(JobName job, Zfs zfs, DatasetPath clientRoot, ReceiveOptions options);

    /// Whether a hold with this tag is one that the job puts on and takes off as it replicates.
    boolean isOwn(JobName job, String tag);

    /// `encrypted`: the job's `send.encrypted`; it sends raw and refuses unencrypted datasets.
    record SendOptions(DatasetFilter filter, boolean encrypted, Set<Flag> flags, Bandwidth bandwidth) {
        public SendOptions {
            flags = Set.copyOf(flags);
        }
    }

    record ReceiveOptions(
            DatasetPath rootFs,
            PlaceholderEncryption encryption,
            Map<String, String> override,
            Set<String> inherit,
            Bandwidth bandwidth) {
        public ReceiveOptions {
            override = Map.copyOf(override);
            inherit = Set.copyOf(inherit);
        }
    }

    enum PlaceholderEncryption {
        UNSPECIFIED,
        INHERIT,
        OFF
    }
}
