// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/// The ZFS that a demonstration plays on: two pools, `tank` with data and `backup` for what is replicated.
interface DemoScene extends Closeable {
    /// For the headline.
    String title();

    /// The value of `global.zfs`.
    String zfs();

    /// How often snapshots are taken: a round and the changes after it fit in between.
    String interval();

    /// Makes the pools and the datasets with their first files.
    void prepare(List<String> datasets) throws IOException, InterruptedException;

    /// Writes new files, changes one and removes one; `round` counts from 1.
    void change(List<String> datasets, int round) throws IOException, InterruptedException;

    /// A table of what is below both pools.
    String table() throws IOException, InterruptedException;

    /// The names of a dataset's snapshots.
    List<String> snapshots(String dataset) throws IOException, InterruptedException;

    /// Each file of a snapshot with its checksum.
    SortedMap<String, String> checksums(String dataset, String snapshot) throws IOException, InterruptedException;
}
