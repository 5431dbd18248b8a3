// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsProperties;
import org.jzrepl.api.zfs.ZfsSnapshots;
import org.jzrepl.api.zfs.ZfsStreams;

/// A ZFS that tells of every call before and after it: to count, to watch, or to fail.
public record WatchedZfs(Zfs zfs, Watch watch) implements Zfs {
    /// Called around each call; what it throws before keeps the call from being made, what it throws after
    /// hides its success.
    public interface Watch {
        void before(String call, DatasetPath dataset) throws ZfsException;

        default void after(String call, DatasetPath dataset) throws ZfsException {}
    }

    private interface Call<T, E extends IOException> {
        T make() throws E, InterruptedException;
    }

    private <T, E extends IOException> T watched(String name, DatasetPath dataset, Call<T, E> call)
            throws ZfsException, E, InterruptedException {
        watch.before(name, dataset);
        var result = call.make();
        watch.after(name, dataset);
        return result;
    }

    private static DatasetPath first(Collection<DatasetPath> datasets) {
        return datasets.stream().findFirst().orElse(DatasetPath.ROOT);
    }

    @Override
    public ZfsCatalog catalog() {
        var inner = zfs.catalog();
        return new ZfsCatalog() {
            @Override
            public List<Dataset> scan(Collection<DatasetPath> roots, Scan what)
                    throws ZfsException, InterruptedException {
                return watched("scan", first(roots), () -> inner.scan(roots, what));
            }

            @Override
            public List<Dataset> look(Collection<DatasetPath> datasets, Scan what)
                    throws ZfsException, InterruptedException {
                return watched("look", first(datasets), () -> inner.look(datasets, what));
            }

            @Override
            public List<Revision> revisions(DatasetPath dataset, Collection<String> relativeNames)
                    throws ZfsException, InterruptedException {
                return watched("identify", dataset, () -> inner.revisions(dataset, relativeNames));
            }
        };
    }

    @Override
    public ZfsSnapshots snapshots() {
        var inner = zfs.snapshots();
        return new ZfsSnapshots() {
            @Override
            public Map<DatasetPath, Creation> create(Collection<DatasetPath> datasets, String name)
                    throws ZfsException, InterruptedException {
                return watched("snapshot", first(datasets), () -> inner.create(datasets, name));
            }

            @Override
            public Map<Revision, Destruction> destroy(DatasetPath dataset, Collection<? extends Revision> revisions)
                    throws ZfsException, InterruptedException {
                return watched("destroy", dataset, () -> inner.destroy(dataset, revisions));
            }

            @Override
            public OptionalLong freed(DatasetPath dataset, List<Revision.Snapshot> snapshots)
                    throws ZfsException, InterruptedException {
                return watched("freed", dataset, () -> inner.freed(dataset, snapshots));
            }

            @Override
            public void rollback(DatasetPath dataset, Revision.Snapshot to) throws ZfsException, InterruptedException {
                watched("rollback", dataset, () -> {
                    inner.rollback(dataset, to);
                    return true;
                });
            }
        };
    }

    @Override
    public ZfsAnchors anchors() {
        var inner = zfs.anchors();
        return new ZfsAnchors() {
            @Override
            public void hold(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
                    throws ZfsException, InterruptedException {
                watched("hold", dataset, () -> {
                    inner.hold(dataset, snapshots, tag);
                    return true;
                });
            }

            @Override
            public void release(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
                    throws ZfsException, InterruptedException {
                watched("release", dataset, () -> {
                    inner.release(dataset, snapshots, tag);
                    return true;
                });
            }

            @Override
            public Map<Revision.Snapshot, Set<String>> holds(
                    DatasetPath dataset, Collection<Revision.Snapshot> snapshots)
                    throws ZfsException, InterruptedException {
                return watched("holds", dataset, () -> inner.holds(dataset, snapshots));
            }

            @Override
            public Revision.Bookmark bookmark(DatasetPath dataset, Revision from, String name)
                    throws ZfsException, InterruptedException {
                return watched("bookmark", dataset, () -> inner.bookmark(dataset, from, name));
            }
        };
    }

    @Override
    public ZfsStreams streams() {
        var inner = zfs.streams();
        return new ZfsStreams() {
            @Override
            public OptionalLong estimate(Send send) throws ZfsException, InterruptedException {
                return watched("estimate", send.dataset(), () -> inner.estimate(send));
            }

            @Override
            public ReadableByteChannel send(Send send) throws ZfsException, InterruptedException {
                return watched("send", send.dataset(), () -> inner.send(send));
            }

            @Override
            public void receive(Receive receive, ReadableByteChannel stream) throws IOException, InterruptedException {
                WatchedZfs.this.<Boolean, IOException>watched(
                        receive.force() ? "receive -F" : "receive", receive.dataset(), () -> {
                            inner.receive(receive, stream);
                            return true;
                        });
            }

            @Override
            public void abortReceive(DatasetPath dataset) throws ZfsException, InterruptedException {
                watched("abort", dataset, () -> {
                    inner.abortReceive(dataset);
                    return true;
                });
            }
        };
    }

    @Override
    public ZfsProperties properties() {
        var inner = zfs.properties();
        return new ZfsProperties() {
            @Override
            public void set(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException {
                watched("set", dataset, () -> {
                    inner.set(dataset, values);
                    return true;
                });
            }

            @Override
            public void create(DatasetPath dataset, Map<String, String> values)
                    throws ZfsException, InterruptedException {
                watched("create", dataset, () -> {
                    inner.create(dataset, values);
                    return true;
                });
            }
        };
    }
}
