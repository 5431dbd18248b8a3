// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.remote;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.rpc.control.Calls;
import org.jzrepl.rpc.control.Dialler;
import org.jzrepl.rpc.control.Methods;
import org.jzrepl.rpc.messages.Destructions;
import org.jzrepl.rpc.messages.Filesystems;
import org.jzrepl.rpc.messages.Revisions;
import org.jzrepl.rpc.messages.Steps;
import org.jzrepl.rpc.proto.DestroySnapshotsReq;
import org.jzrepl.rpc.proto.ListFilesystemReq;
import org.jzrepl.rpc.proto.ListFilesystemVersionsReq;
import org.jzrepl.rpc.proto.SendCompletedReq;
import org.jzrepl.rpc.requests.Requests;
import org.jzrepl.rpc.wire.Crew;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;

/// The connections to one peer, and what senders and receivers have in common. Safe for use by several threads.
public final class Link implements AutoCloseable {
    /// More at once could exceed what a peer takes as one request.
    private static final int DESTROY_AT_ONCE = 10_000;

    private final Timings timings;
    private final Time time;
    private final Crew crew;
    private final Calls calls;
    private final Requests requests;

    public Link(Connector connector, Threads threads, ScheduledExecutorService timer, Timings timings, Time time) {
        var dialler = new Dialler(connector, timings);
        this.timings = timings;
        this.time = time;
        this.crew = new Crew(threads);
        this.calls = new Calls(dialler, threads, timer);
        this.requests = new Requests(dialler, crew, timings, time);
    }

    Calls calls() {
        return calls;
    }

    Requests requests() {
        return requests;
    }

    List<Filesystem> filesystems() throws IOException, InterruptedException {
        return Filesystems.decode(calls.call(Methods.LIST_FILESYSTEMS, ListFilesystemReq.getDefaultInstance()));
    }

    List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        var request = ListFilesystemVersionsReq.newBuilder().setFilesystem(filesystem.toString());
        var answer = calls.call(Methods.LIST_VERSIONS, request.build());
        return Revisions.decode(answer.getVersionsList()).stream()
                .sorted(Revision.BY_AGE)
                .toList();
    }

    Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Snapshot> snapshots)
            throws IOException, InterruptedException {
        var outcomes = new LinkedHashMap<Revision, Destruction>();
        for (int from = 0; from < snapshots.size(); from += DESTROY_AT_ONCE) {
            var some = snapshots.subList(from, Math.min(snapshots.size(), from + DESTROY_AT_ONCE));
            var request = DestroySnapshotsReq.newBuilder().setFilesystem(filesystem.toString());
            some.forEach(snapshot -> request.addSnapshots(Revisions.encode(snapshot)));
            outcomes.putAll(Destructions.decode(some, calls.call(Methods.DESTROY, request.build())));
        }
        return new HashMap<>(outcomes);
    }

    void completed(Step step) throws IOException, InterruptedException {
        var request = SendCompletedReq.newBuilder().setOriginalReq(Steps.encode(step));
        calls.call(Methods.SEND_COMPLETED, request.build());
    }

    /// Returns once both kinds of connection have been answered.
    void awaitReachable() throws IOException, InterruptedException {
        var text = UUID.randomUUID().toString();
        calls.ping(text);
        while (!pinged(text)) {
            time.sleep(timings.pingPause());
        }
    }

    private boolean pinged(String text) throws IOException, InterruptedException {
        try {
            requests.ping(text);
            return true;
        } catch (SocketTimeoutException e) {
            return false; // not yet
        }
    }

    @Override
    public void close() {
        crew.close();
        calls.close();
    }
}
