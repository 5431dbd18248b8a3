// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// A side with one filesystem, whose versions are given and whose destroys are answered in advance.
record ListedSide(DatasetPath filesystem, List<Revision> versions, Map<String, Destruction> answers)
        implements Endpoint.Receiver {
    ListedSide(DatasetPath filesystem, List<Revision> versions) {
        this(filesystem, versions, Map.of());
    }

    /// What the other side knows of that filesystem.
    record Cursor(DatasetPath filesystem, Optional<Guid> guid) implements Pruner.History {
        @Override
        public List<DatasetPath> known() {
            return List.of(filesystem);
        }

        @Override
        public Optional<Guid> cursor(DatasetPath asked) {
            return guid;
        }
    }

    @Override
    public List<Filesystem> filesystems() {
        return List.of(new Filesystem(filesystem, Optional.empty(), false));
    }

    @Override
    public List<Revision> revisions(DatasetPath asked) {
        return versions;
    }

    /// One without an answer is destroyed.
    @Override
    public Map<Revision, Destruction> destroy(DatasetPath asked, List<Revision.Snapshot> snapshots) {
        var outcomes = new LinkedHashMap<Revision, Destruction>();
        snapshots.forEach(one -> outcomes.put(one, answers.getOrDefault(one.name(), new Destruction.Destroyed())));
        return outcomes;
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException {
        throw new IOException("nothing can be received here");
    }

    @Override
    public void completed(Step step) throws IOException {
        throw new IOException("nothing was sent from here");
    }

    @Override
    public void awaitReachable() {}

    @Override
    public void close() {}
}
