// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.SortedMap;

/// One file: so many bytes of the pattern of a seed.
record FileContent(long size, long seed) {
    FileContent {
        if (size < 0) {
            throw new IllegalArgumentException("a file has no " + size + " bytes");
        }
    }

    /// What all files of a dataset take.
    static long total(SortedMap<String, FileContent> files) {
        return files.values().stream().mapToLong(FileContent::size).sum();
    }
}
