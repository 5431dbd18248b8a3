// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.dataset;

import java.time.Instant;
import java.util.Comparator;

/// A point in a dataset's history that an incremental send can start from. Closed.
///
/// `createTxg` is unsigned, as [Guid] is; it orders the history of one dataset and means nothing on another pool.
public sealed interface Revision {
    /// Oldest first; a bookmark before the snapshot of the same transaction group (`replication-and-zfs.md` 4.3).
    Comparator<Revision> BY_AGE = Comparator.comparing(Revision::createTxg, Long::compareUnsigned)
            .thenComparing(revision -> revision instanceof Snapshot);

    /// The short name, without dataset and delimiter.
    String name();

    Guid guid();

    long createTxg();

    Instant creation();

    /// The name with its delimiter: `@daily` or `#cursor`.
    String relativeName();

    /// A snapshot, whose data can be sent.
    record Snapshot(String name, Guid guid, long createTxg, Instant creation) implements Revision {
        @Override
        public String relativeName() {
            return "@" + name;
        }

        /// GUIDs are as good as different, and sets of a million snapshots are made in each run.
        @Override
        public int hashCode() {
            return guid.hashCode();
        }
    }

    /// A bookmark: remembers a snapshot's place in history without its data.
    record Bookmark(String name, Guid guid, long createTxg, Instant creation) implements Revision {
        @Override
        public String relativeName() {
            return "#" + name;
        }
    }
}
