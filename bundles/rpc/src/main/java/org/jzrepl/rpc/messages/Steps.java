// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.rpc.proto.ReceiveReq;
import org.jzrepl.rpc.proto.ReplicationConfig;
import org.jzrepl.rpc.proto.ReplicationConfigProtection;
import org.jzrepl.rpc.proto.ReplicationGuaranteeKind;
import org.jzrepl.rpc.proto.SendReq;

/// Steps on the wire: a sender is told all of one, a receiver only where it leads.
public final class Steps {
    private Steps() {}

    public static SendReq encode(Step step) {
        var request = SendReq.newBuilder()
                .setFilesystem(step.filesystem().toString())
                .setTo(Revisions.encode(step.to()))
                .setResumeToken(step.resumeToken().orElse(""))
                .setReplicationConfig(encode(step.protection()));
        step.from().map(Revisions::encode).ifPresent(request::setFrom);
        return request.build();
    }

    public static Step decode(SendReq request) throws MalformedException {
        if (!request.hasTo()) {
            throw new MalformedException("the request names no snapshot to send");
        }
        return new Step(
                filesystem(request.getFilesystem()),
                request.hasFrom() ? Optional.of(Revisions.decode(request.getFrom())) : Optional.empty(),
                Revisions.decodeSnapshot(request.getTo()),
                Optional.of(request.getResumeToken()).filter(token -> !token.isEmpty()),
                decode(request.hasReplicationConfig(), request.getReplicationConfig()));
    }

    public static ReceiveReq encodeReceive(Step step, boolean usedResumeToken) {
        return ReceiveReq.newBuilder()
                .setFilesystem(step.filesystem().toString())
                .setTo(Revisions.encode(step.to()))
                .setClearResumeToken(!usedResumeToken)
                .setReplicationConfig(encode(step.protection()))
                .build();
    }

    /// Of where the stream begins the receiver is not told; the stream itself knows.
    public static Step decode(ReceiveReq request) throws MalformedException {
        if (!request.hasTo()) {
            throw new MalformedException("the request names no snapshot to receive");
        }
        return new Step(
                filesystem(request.getFilesystem()),
                Optional.empty(),
                Revisions.decodeSnapshot(request.getTo()),
                Optional.empty(),
                decode(request.hasReplicationConfig(), request.getReplicationConfig()));
    }

    public static DatasetPath filesystem(String name) throws MalformedException {
        try {
            return DatasetPath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage());
        }
    }

    private static ReplicationConfig encode(Protection protection) {
        return ReplicationConfig.newBuilder()
                .setProtection(ReplicationConfigProtection.newBuilder()
                        .setInitial(encode(protection.initial()))
                        .setIncremental(encode(protection.incremental())))
                .build();
    }

    private static ReplicationGuaranteeKind encode(Guarantee guarantee) {
        return switch (guarantee) {
            case RESUMABILITY -> ReplicationGuaranteeKind.GuaranteeResumability;
            case INCREMENTAL -> ReplicationGuaranteeKind.GuaranteeIncrementalReplication;
            case NOTHING -> ReplicationGuaranteeKind.GuaranteeNothing;
        };
    }

    private static Protection decode(boolean present, ReplicationConfig config) throws MalformedException {
        if (!present || !config.hasProtection()) {
            throw new MalformedException("the request does not say how the replication is to be protected");
        }
        return new Protection(
                decode(config.getProtection().getInitial()),
                decode(config.getProtection().getIncremental()));
    }

    private static Guarantee decode(ReplicationGuaranteeKind kind) throws MalformedException {
        return switch (kind) {
            case GuaranteeResumability -> Guarantee.RESUMABILITY;
            case GuaranteeIncrementalReplication -> Guarantee.INCREMENTAL;
            case GuaranteeNothing -> Guarantee.NOTHING;
            case GuaranteeInvalid, UNRECOGNIZED ->
                throw new MalformedException("the request asks for a guarantee that is not known");
        };
    }
}
