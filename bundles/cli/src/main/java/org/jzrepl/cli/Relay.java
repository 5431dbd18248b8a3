// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;

/// Passes bytes on between a client at our stdin and stdout and the daemon at a socket. The end of each direction
/// is passed on by itself.
///
/// sshd passes the end of stdout on when stderr has ended, too, hence `complaints`.
record Relay(FileChannel in, FileChannel out, Closeable complaints, SocketChannel daemon) {
    private static final int PIECE = 1 << 17;

    /// Returns when the daemon has ended its direction and the client has nothing more to say.
    ///
    /// @throws CommandFailedException if the daemon is gone before the client has ended
    void run() throws IOException {
        var clientEnded = new CountDownLatch(1);
        var fromClient = Thread.ofPlatform().daemon().name("from client").start(() -> passOn(clientEnded));
        copy(daemon, out);
        if (isGone() && clientEnded.getCount() > 0) {
            throw new CommandFailedException("the daemon has ended the connection before the client did");
        }
        out.close();
        complaints.close();
        awaitEnd(fromClient);
    }

    /// Whether the daemon takes nothing any more either. Only a hang-up makes a connected channel ready to
    /// connect.
    private boolean isGone() throws IOException {
        try (var selector = Selector.open()) {
            daemon.configureBlocking(false);
            daemon.register(selector, SelectionKey.OP_CONNECT);
            return selector.selectNow() > 0;
        } finally {
            daemon.configureBlocking(true);
        }
    }

    /// A daemon that takes no more has closed its end, which the other direction sees as well; a client whose
    /// connection breaks is one that has nothing more to say.
    private void passOn(CountDownLatch clientEnded) {
        try {
            copy(in, daemon);
            clientEnded.countDown(); // before the daemon knows, and ends in its turn
            daemon.shutdownOutput();
        } catch (IOException e) {
            return;
        }
    }

    private static void copy(ReadableByteChannel from, WritableByteChannel to) throws IOException {
        var piece = ByteBuffer.allocateDirect(PIECE);
        while (from.read(piece.clear()) != -1) {
            piece.flip();
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this program", e);
        }
    }
}
