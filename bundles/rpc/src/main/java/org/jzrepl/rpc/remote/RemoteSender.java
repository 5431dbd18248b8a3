// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.remote;

import java.io.IOException;
import java.net.ProtocolException;
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
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;
import org.jzrepl.rpc.control.Methods;
import org.jzrepl.rpc.messages.Steps;
import org.jzrepl.rpc.proto.ReplicationCursorReq;

/// The sender behind a wire.
public record RemoteSender(Link link) implements Endpoint.Sender {
    @Override
    public List<Filesystem> filesystems() throws IOException, InterruptedException {
        return link.filesystems();
    }

    @Override
    public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
        return link.revisions(filesystem);
    }

    @Override
    public Map<Revision, Destruction> destroy(DatasetPath filesystem, List<Revision.Snapshot> snapshots)
            throws IOException, InterruptedException {
        return link.destroy(filesystem, snapshots);
    }

    @Override
    public void awaitReachable() throws IOException, InterruptedException {
        link.awaitReachable();
    }

    @Override
    public OptionalLong estimate(Step step) throws IOException, InterruptedException {
        long size = link.calls().call(Methods.SEND_DRY, Steps.encode(step)).getExpectedSize();
        return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
    }

    @Override
    public Sending send(Step step) throws IOException, InterruptedException {
        return link.requests().send(step);
    }

    @Override
    public void completed(Step step) throws IOException, InterruptedException {
        link.completed(step);
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        var request = ReplicationCursorReq.newBuilder().setFilesystem(filesystem.toString());
        var answer = link.calls().call(Methods.CURSOR, request.build());
        return switch (answer.getResultCase()) {
            case GUID -> Optional.of(new Guid(answer.getGuid()));
            case NOTEXIST -> Optional.empty();
            case RESULT_NOT_SET ->
                throw new ProtocolException(
                        "replication cursor of " + filesystem + ": the peer says neither which nor that there is none");
        };
    }

    @Override
    public void close() {
        link.close();
    }
}
