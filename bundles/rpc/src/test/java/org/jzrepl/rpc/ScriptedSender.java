// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// A sender that does one thing, and refuses all others.
public record ScriptedSender(Action action) implements Endpoint.Sender {
    @FunctionalInterface
    public interface Action {
        Sending send(Step step) throws IOException, InterruptedException;
    }

    @Override
    public Sending send(Step step) throws IOException, InterruptedException {
        return action.send(step);
    }

    @Override
    public List<Filesystem> filesystems() throws IOException {
        throw new ZfsException("x y");
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException {
        throw new ZfsException("pool is on fire: ünïcode\nand a second line");
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots) {
        throw new IllegalStateException("a bug");
    }

    @Override
    public void awaitReachable() {}

    @Override
    public OptionalLong estimate(Step step) {
        return OptionalLong.empty();
    }

    @Override
    public void completed(Step step) {}

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
