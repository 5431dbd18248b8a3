// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jzrepl.rpc.messages.Decoder;

/// Messages of one kind as gRPC wants them; gRPC has checked the length.
record DecodingMarshaller<M extends Message>(M prototype) implements Marshaller<M> {
    @Override
    public InputStream stream(M message) {
        return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public M parse(InputStream bytes) {
        try {
            return new Decoder<>(prototype).decode(ByteBuffer.wrap(bytes.readAllBytes()));
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription(
                            "malformed " + prototype.getDescriptorForType().getName() + ": " + e.getMessage())
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
