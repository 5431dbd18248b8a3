// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// A receiver that does one thing.
public record ScriptedReceiver(Action action) implements Endpoint.Receiver {
    @FunctionalInterface
    public interface Action {
        void receive(Step step, Sending sending) throws IOException, InterruptedException;
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        try (sending) {
            action.receive(step, sending);
        }
    }

    @Override
    public List<Filesystem> filesystems() {
        return List.of();
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) {
        return List.of();
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots) {
        return Map.of();
    }

    @Override
    public void completed(Step step) {}

    @Override
    public void awaitReachable() {}

    @Override
    public void close() {}
}
