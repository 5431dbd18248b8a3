// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;

/// Remembers the snapshots of datasets, so that those that have not changed need not be listed again.
///
/// Since 2.2 ZFS says when a dataset's snapshots changed last, in whole seconds of the system's clock. The
/// same second means the same snapshots only if that second was over when we looked, and does not come again:
/// what is young is not remembered, and what was seen before the clock stepped back is not believed. Nor is
/// anything believed for longer than an hour, which bounds the harm of whatever has not been thought of (ADR
/// 0060).
///
/// Its own lock guards it, and is never held while ZFS works.
final class SnapshotMemory {
    /// What a dataset says of its snapshots: the same sign, the same snapshots. `origin` is in it because a
    /// promoted clone gets snapshots without having "changed".
    record Sign(String guid, String origin, String changed) {}

    /// The snapshots, oldest first, and which of them were held then.
    record Remembered(List<Snapshot> snapshots, Set<Snapshot> held) {
        Remembered {
            snapshots = List.copyOf(snapshots);
            held = Set.copyOf(held);
        }
    }

    /// A moment on both clocks: that of the wall, which may be set, and one that only goes on.
    private record Moment(long millis, long nanos) {
        Duration until(Moment later) {
            return Duration.ofNanos(later.nanos - nanos);
        }

        boolean hasClockSteppedBackUntil(Moment later) {
            return until(later).minusMillis(later.millis - millis).compareTo(STEP) > 0;
        }
    }

    private record Entry(Sign sign, Remembered remembered, Moment seen) {}

    /// More than the kernel's clock lags, or that of a host behind a wrapper differs, together with [#STEP].
    private static final Duration SETTLED = Duration.ofMinutes(1);
    /// Otherwise both clocks go at the same pace; a step back that is smaller than this is within [#SETTLED].
    private static final Duration STEP = Duration.ofSeconds(30);

    private static final Duration BELIEVED = Duration.ofHours(1);

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final long most;
    private final Map<DatasetPath, Entry> entries = new HashMap<>();
    private final Set<Reading> readings = new HashSet<>();
    private long size;
    private volatile boolean isOfUse = true;

    /// Of at most `most` snapshots.
    SnapshotMemory(InstantSource wall, LongSupplier nanoTime, long most) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.most = most;
    }

    /// In at most about a quarter of the heap.
    static SnapshotMemory ofThisProcess(InstantSource wall) {
        int bytesEach = 64;
        return new SnapshotMemory(wall, System::nanoTime, Runtime.getRuntime().maxMemory() / 4 / bytesEach);
    }

    boolean isOfUse() {
        return isOfUse;
    }

    /// This ZFS does not say when snapshots changed.
    void isOfNoUse() {
        isOfUse = false;
    }

    /// Something that no sign shows has been done to the dataset: called once it is done, or has failed.
    synchronized void forget(DatasetPath dataset) {
        remove(dataset);
        readings.forEach(reading -> reading.touched.add(dataset));
    }

    /// Begins a reading; before the signs are read.
    synchronized Reading begin() {
        var reading = new Reading(new Moment(wall.millis(), nanoTime.getAsLong()));
        readings.add(reading);
        return reading;
    }

    private void remove(DatasetPath dataset) {
        var entry = entries.remove(dataset);
        if (entry != null) {
            size -= entry.remembered().snapshots().size();
        }
    }

    /// One reading of many datasets. Closed when it is over.
    final class Reading implements AutoCloseable {
        private final Moment begun;
        private final Set<DatasetPath> touched = new HashSet<>();

        private Reading(Moment begun) {
            this.begun = begun;
        }

        /// What is remembered of the dataset, if it is still so.
        Optional<Remembered> recall(DatasetPath dataset, Sign sign) {
            synchronized (SnapshotMemory.this) {
                var entry = entries.get(dataset);
                if (entry == null) {
                    return Optional.empty();
                }
                if (entry.sign().equals(sign)
                        && entry.seen().until(begun).compareTo(BELIEVED) <= 0
                        && !entry.seen().hasClockSteppedBackUntil(begun)) {
                    return Optional.of(entry.remembered());
                }
                remove(dataset);
                return Optional.empty();
            }
        }

        /// Remembers what was listed after the sign had been read.
        void remember(DatasetPath dataset, Sign sign, Remembered listed) {
            synchronized (SnapshotMemory.this) {
                remove(dataset);
                int more = listed.snapshots().size();
                if (isSettled(sign) && !touched.contains(dataset) && size + more <= most) {
                    entries.put(dataset, new Entry(sign, listed, begun));
                    size += more;
                }
            }
        }

        /// All that is left below `roots`.
        void retain(Set<DatasetPath> found, Iterable<DatasetPath> roots) {
            synchronized (SnapshotMemory.this) {
                var gone = new HashSet<DatasetPath>();
                for (var dataset : entries.keySet()) {
                    if (!found.contains(dataset) && isBelow(dataset, roots)) {
                        gone.add(dataset);
                    }
                }
                gone.forEach(SnapshotMemory.this::remove);
            }
        }

        private static boolean isBelow(DatasetPath dataset, Iterable<DatasetPath> roots) {
            for (var root : roots) {
                if (dataset.startsWith(root)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isSettled(Sign sign) {
            try {
                long changed = Long.parseLong(sign.changed());
                return changed > 0 && begun.millis() >= changed * 1000 + SETTLED.toMillis();
            } catch (NumberFormatException e) {
                return false; // it has none yet
            }
        }

        @Override
        public void close() {
            synchronized (SnapshotMemory.this) {
                readings.remove(this);
            }
        }
    }
}
