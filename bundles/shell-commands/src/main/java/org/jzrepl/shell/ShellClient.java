// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.Optional;
import org.jzrepl.shell.Frame.Kind;

/// The other end of a session. One thread reads; any may write.
final class ShellClient {
    private final ByteChannel connection;

    ShellClient(ByteChannel connection) {
        this.connection = connection;
    }

    /// Empty when it has left.
    Optional<Frame> next() throws IOException {
        return Frame.read(connection);
    }

    private synchronized void send(Kind kind, byte[] content) throws IOException {
        new Frame(kind, content).write(connection);
    }

    /// Unbuffered: each array that is written is sent.
    OutputStream stream(Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                send(kind, new byte[] {(byte) single});
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int at = from; at < from + length; at += Frame.CONTENT_AT_MOST) {
                    send(kind, Arrays.copyOfRange(bytes, at, Math.min(from + length, at + Frame.CONTENT_AT_MOST)));
                }
            }
        };
    }

    /// Its last frame: it leaves now. (Were we to close first, it might lose what it has not yet read.)
    void exit(int status) throws IOException {
        send(Kind.EXIT, new byte[] {(byte) status});
    }
}
