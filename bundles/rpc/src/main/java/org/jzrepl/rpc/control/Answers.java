// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.rpc.messages.Destructions;
import org.jzrepl.rpc.messages.Filesystems;
import org.jzrepl.rpc.messages.Revisions;
import org.jzrepl.rpc.messages.Steps;
import org.jzrepl.rpc.proto.DestroySnapshotsReq;
import org.jzrepl.rpc.proto.DestroySnapshotsRes;
import org.jzrepl.rpc.proto.ListFilesystemReq;
import org.jzrepl.rpc.proto.ListFilesystemRes;
import org.jzrepl.rpc.proto.ListFilesystemVersionsReq;
import org.jzrepl.rpc.proto.ListFilesystemVersionsRes;
import org.jzrepl.rpc.proto.PingReq;
import org.jzrepl.rpc.proto.PingRes;
import org.jzrepl.rpc.proto.ReplicationCursorReq;
import org.jzrepl.rpc.proto.ReplicationCursorRes;
import org.jzrepl.rpc.proto.SendCompletedReq;
import org.jzrepl.rpc.proto.SendCompletedRes;
import org.jzrepl.rpc.proto.SendReq;
import org.jzrepl.rpc.proto.SendRes;

/// What a side says to each call.
final class Answers {
    private Answers() {}

    static PingRes ping(Endpoint side, PingReq request) {
        return PingRes.newBuilder().setEcho(request.getMessage()).build();
    }

    static ListFilesystemRes filesystems(Endpoint side, ListFilesystemReq request)
            throws IOException, InterruptedException {
        return Filesystems.encode(side.filesystems());
    }

    static ListFilesystemVersionsRes versions(Endpoint side, ListFilesystemVersionsReq request)
            throws IOException, InterruptedException {
        var response = ListFilesystemVersionsRes.newBuilder();
        side.revisions(Steps.filesystem(request.getFilesystem()))
                .forEach(revision -> response.addVersions(Revisions.encode(revision)));
        return response.build();
    }

    static DestroySnapshotsRes destroy(Endpoint side, DestroySnapshotsReq request)
            throws IOException, InterruptedException {
        var snapshots = new ArrayList<Snapshot>();
        for (var version : request.getSnapshotsList()) {
            snapshots.add(Revisions.decodeSnapshot(version));
        }
        return Destructions.encode(snapshots, side.destroy(Steps.filesystem(request.getFilesystem()), snapshots));
    }

    static ReplicationCursorRes cursor(Endpoint side, ReplicationCursorReq request)
            throws IOException, InterruptedException {
        var cursor = sender(side, "ReplicationCursor").cursor(Steps.filesystem(request.getFilesystem()));
        var response = ReplicationCursorRes.newBuilder();
        return cursor.map(Guid::bits)
                .map(response::setGuid)
                .orElseGet(() -> response.setNotexist(true))
                .build();
    }

    static SendRes estimate(Endpoint side, SendReq request) throws IOException, InterruptedException {
        var sender = sender(side, "SendDry");
        var step = Steps.decode(request);
        return SendRes.newBuilder()
                .setUsedResumeToken(step.resumeToken().isPresent())
                .setExpectedSize(sender.estimate(step).orElse(0))
                .build();
    }

    static SendCompletedRes completed(Endpoint side, SendCompletedReq request)
            throws IOException, InterruptedException {
        side.completed(Steps.decode(request.getOriginalReq()));
        return SendCompletedRes.getDefaultInstance();
    }

    private static Endpoint.Sender sender(Endpoint side, String call) throws ZfsException {
        return Optional.of(side)
                .filter(Endpoint.Sender.class::isInstance)
                .map(Endpoint.Sender.class::cast)
                .orElseThrow(() -> new ZfsException(call + " not implemented for Receiver"));
    }
}
