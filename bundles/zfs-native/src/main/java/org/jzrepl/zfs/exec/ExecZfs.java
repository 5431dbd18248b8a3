// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.time.Duration;
import java.time.InstantSource;
import org.jzrepl.api.event.Events;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsProperties;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.jzrepl.api.zfs.ZfsStreams;

/// The ZFS of this host, driven by its command.
public record ExecZfs(
        ZfsCatalog catalog, ZfsSnapshots snapshots, ZfsAnchors anchors, ZfsStreams streams, ZfsProperties properties)
        implements Zfs {
    static final String IN_PATH = "zfs";
    /// Nothing but a stream takes this long on a pool that works; on a suspended one a command never ends.
    static final Duration AT_MOST = Duration.ofMinutes(5);

    /// `zfs` is a path, or a name that is looked up in `PATH`. Starts nothing: a wrong path shows at the first
    /// use.
    public static ExecZfs open(String zfs, Threads threads, Events events) {
        return open(zfs, threads, events, DestroyBatch.Limits.NONE);
    }

    /// For a `zfs` whose host has another clock than this one.
    public static ExecZfs open(String zfs, Threads threads, Events events, InstantSource clock) {
        return open(
                new Program(zfs, threads, events, AT_MOST),
                threads,
                DestroyBatch.Limits.NONE,
                SnapshotMemory.ofThisProcess(clock));
    }

    static ExecZfs open(String zfs, Threads threads, Events events, DestroyBatch.Limits limits) {
        return open(new Program(zfs, threads, events, AT_MOST), threads, limits);
    }

    static ExecZfs open(Program program, Threads threads, DestroyBatch.Limits limits) {
        return open(program, threads, limits, SnapshotMemory.ofThisProcess(InstantSource.system()));
    }

    static ExecZfs open(Program program, Threads threads, DestroyBatch.Limits limits, SnapshotMemory memory) {
        return new ExecZfs(
                new ExecCatalog(program, memory),
                new ExecSnapshots(program, limits),
                new ExecAnchors(program, memory),
                new ExecStreams(program, threads),
                new ExecProperties(program));
    }
}
