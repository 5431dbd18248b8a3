// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
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

/// The calls of the service `Replication`.
public final class Methods {
    static final String SERVICE = "Replication";

    /// The most that a Go peer takes, either way.
    static final int GO_LIMIT = 4 << 20;

    /// The most that we take as an answer.
    static final int LIMIT = 64 << 20;

    public static final MethodDescriptor<PingReq, PingRes> PING =
            method("Ping", PingReq.getDefaultInstance(), PingRes.getDefaultInstance());
    public static final MethodDescriptor<ListFilesystemReq, ListFilesystemRes> LIST_FILESYSTEMS =
            method("ListFilesystems", ListFilesystemReq.getDefaultInstance(), ListFilesystemRes.getDefaultInstance());
    public static final MethodDescriptor<ListFilesystemVersionsReq, ListFilesystemVersionsRes> LIST_VERSIONS = method(
            "ListFilesystemVersions",
            ListFilesystemVersionsReq.getDefaultInstance(),
            ListFilesystemVersionsRes.getDefaultInstance());
    public static final MethodDescriptor<DestroySnapshotsReq, DestroySnapshotsRes> DESTROY = method(
            "DestroySnapshots", DestroySnapshotsReq.getDefaultInstance(), DestroySnapshotsRes.getDefaultInstance());
    public static final MethodDescriptor<ReplicationCursorReq, ReplicationCursorRes> CURSOR = method(
            "ReplicationCursor", ReplicationCursorReq.getDefaultInstance(), ReplicationCursorRes.getDefaultInstance());
    public static final MethodDescriptor<SendReq, SendRes> SEND_DRY =
            method("SendDry", SendReq.getDefaultInstance(), SendRes.getDefaultInstance());
    public static final MethodDescriptor<SendCompletedReq, SendCompletedRes> SEND_COMPLETED =
            method("SendCompleted", SendCompletedReq.getDefaultInstance(), SendCompletedRes.getDefaultInstance());

    private Methods() {}

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(String name, Q ask, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new DecodingMarshaller<>(ask))
                .setResponseMarshaller(new DecodingMarshaller<>(answer))
                .build();
    }
}
