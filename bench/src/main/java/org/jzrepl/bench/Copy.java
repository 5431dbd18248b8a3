// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/// The reference: a plain copy between a socket and stdin, stdout or nothing, through one direct buffer.
public final class Copy {
    private static final int PIECE = 1 << 17;
    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT")));

    private Copy() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "to-socket" -> copy(new FileInputStream(FileDescriptor.in).getChannel(), dialled());
            case "to-socket-from-nowhere" -> copy(new Zeros(Long.parseLong(System.getenv("BYTES"))), dialled());
            case "from-socket" -> copy(accepted(), new FileOutputStream(FileDescriptor.out).getChannel());
            case "from-socket-to-nowhere" -> Zeros.drain(accepted());
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static SocketChannel dialled() throws IOException {
        return SocketChannel.open(ADDRESS);
    }

    private static SocketChannel accepted() throws IOException {
        try (var listening = ServerSocketChannel.open()) {
            listening.bind(ADDRESS);
            System.err.println("listening on " + ADDRESS);
            return listening.accept();
        }
    }

    private static void copy(ReadableByteChannel from, WritableByteChannel to) throws IOException {
        try (from;
                to) {
            var piece = ByteBuffer.allocateDirect(PIECE);
            while (from.read(piece.clear()) != -1) {
                piece.flip();
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
            }
        }
    }
}
