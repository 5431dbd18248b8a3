// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Sends a stream in frames of full length. Its buffer is freed with the stream, and the heap sees none of it.
final class StreamSender {
    /// What is held back when a full frame goes out, so that the last one never has a single byte.
    private static final int HELD = 2;

    private final FrameWriter writer;
    private final FrameType type;

    StreamSender(FrameWriter writer, FrameType type) {
        this.writer = writer;
        this.type = type;
    }

    /// `atEnd` runs when all is sent, just before the peer learns that it is.
    void send(ReadableByteChannel source, Runnable atEnd) throws IOException {
        try (var arena = Arena.ofShared()) {
            var buffer = arena.allocate(Piece.MAX + HELD).asByteBuffer();
            while (fill(buffer, source)) {
                flush(buffer, Piece.MAX);
            }
            if (buffer.position() == 1) {
                throw failed(new IOException("a stream of one byte is none of ZFS"));
            }
            flushAll(buffer);
            atEnd.run();
            writer.write(FrameType.END, ByteBuffer.allocate(0));
        }
    }

    /// False once the source has ended.
    private boolean fill(ByteBuffer buffer, ReadableByteChannel source) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                if (source.read(buffer) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            if (buffer.position() > 1) {
                flushAll(buffer); // what has come can be resumed from
            }
            throw failed(e);
        }
    }

    private void flushAll(ByteBuffer buffer) throws IOException {
        while (buffer.position() > 0) {
            flush(buffer, Piece.next(buffer.position()));
        }
    }

    private void flush(ByteBuffer buffer, int length) throws IOException {
        buffer.flip();
        writer.write(type, buffer.slice(0, length));
        buffer.position(length).compact();
    }

    /// Tells the peer. An empty text would look like success, and a single byte would end a Go peer.
    private SourceFailedException failed(IOException failure) throws IOException {
        var text = ErrorText.of(failure, ErrorText.MAX);
        writer.write(FrameType.ERROR_TRAILER, ByteBuffer.wrap(text.getBytes(UTF_8)));
        writer.write(FrameType.END, ByteBuffer.allocate(0));
        return new SourceFailedException(failure);
    }
}
