// SPDX-License-Identifier: Apache-2.0
/// A model of ZFS: pools, datasets, snapshots, bookmarks, holds, partial receives and send streams, without a
/// kernel module.
///
/// A [World] is an immutable value; every operation makes the next one of it, in memory or in a file
/// ([Store]). Files of a dataset have real bytes, which a [Pattern] makes of a seed, so that a snapshot is a
/// small map while a stream carries what a real one would. [SimulatedZfs] is the way in for tests and the
/// component alike.
@org.jspecify.annotations.NullMarked
package org.jzrepl.zfs.simulated;
