// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jzrepl.api.dataset.Guid;

/// An interrupted resumable receive: whole records of a stream, and the files as they are so far.
///
/// `fresh`: the dataset exists only for this receive, and goes with it.
record Partial(
        Guid to,
        Optional<Guid> from,
        String toName,
        long records,
        long bytes,
        boolean fresh,
        SortedMap<String, FileContent> files) {
    Partial {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    String token() {
        return TokenText.of(this);
    }
}
