// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Decodes a message after a look at its tags alone: a few bytes of a hostile message become many times as
/// much in memory, by being empty submessages or fields that nobody knows.
public record Decoder<M extends Message>(M prototype) {
    /// Fields that a later protocol might add.
    private static final int MAX_UNKNOWN = 64;
    /// No submessage of the protocol is shorter where it says anything.
    private static final int BYTES_PER_MESSAGE = 16;
    private static final int FREE_MESSAGES = 64;

    public M decode(ByteBuffer bytes) throws IOException {
        var budget = new Budget(FREE_MESSAGES + bytes.remaining() / BYTES_PER_MESSAGE);
        look(CodedInputStream.newInstance(bytes.duplicate()), prototype.getDescriptorForType(), budget);
        return parser().parseFrom(bytes);
    }

    @SuppressWarnings("unchecked") // a message's parser makes messages of its own class
    private Parser<M> parser() {
        return (Parser<M>) prototype.getParserForType();
    }

    /// What a message may still contain.
    private static final class Budget {
        private int messages;
        private int unknown = MAX_UNKNOWN;

        Budget(int messages) {
            this.messages = messages;
        }

        void message() throws MalformedException {
            if (--messages < 0) {
                throw new MalformedException("the message consists of too many parts for its length");
            }
        }

        void unknown() throws MalformedException {
            if (--unknown < 0) {
                throw new MalformedException("the message has over " + MAX_UNKNOWN + " unknown fields");
            }
        }
    }

    /// The schema has no recursion, so neither has this beyond a few levels.
    private static void look(CodedInputStream in, Descriptor type, Budget budget) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (field != null && delimited && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                budget.message();
                int limit = in.pushLimit(in.readRawVarint32());
                look(in, field.getMessageType(), budget);
                in.popLimit(limit);
            } else {
                if (field == null || delimited != (field.getJavaType() == FieldDescriptor.JavaType.STRING)) {
                    budget.unknown();
                }
                in.skipField(tag);
            }
        }
    }
}
