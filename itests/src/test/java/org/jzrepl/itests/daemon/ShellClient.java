// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Speaks a shell's conversation (the README of `shell-commands`) with a daemon.
public final class ShellClient implements AutoCloseable {
    private static final int TERMINAL = 1;
    private static final int SCRIPT = 2;
    private static final int INPUT = 3;
    private static final int EXIT = 6;

    private final SocketChannel daemon;
    private final DataInputStream in;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private ShellClient(SocketChannel daemon) {
        this.daemon = daemon;
        this.in = new DataInputStream(Channels.newInputStream(daemon));
    }

    public static ShellClient open(Path socket) throws IOException {
        var client = new ShellClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        client.write("POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: jzrepl-shell\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) client.in.readByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("daemon refuses: " + head);
        }
        return client;
    }

    private void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            daemon.write(buffer);
        }
    }

    private void send(int kind, String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.allocate(5 + content.length)
                .put((byte) kind)
                .putInt(content.length)
                .put(content)
                .array());
    }

    public void script(String script) throws IOException {
        send(SCRIPT, script);
    }

    void terminal() throws IOException {
        send(TERMINAL, "xterm");
    }

    void type(String keys) throws IOException {
        send(INPUT, keys);
    }

    /// Listens until this has been written, behind what an earlier call was for.
    void until(String text) throws IOException {
        while (!heard.toString(StandardCharsets.UTF_8).contains(text)) {
            hear();
        }
        var all = heard.toString(StandardCharsets.UTF_8);
        heard.reset();
        heard.writeBytes(all.substring(all.indexOf(text) + text.length()).getBytes(StandardCharsets.UTF_8));
    }

    /// Listens to the end of the session; its exit status.
    public int exit() throws IOException {
        int kind = hear();
        while (kind != EXIT) {
            kind = hear();
        }
        return heard.toByteArray()[heard.size() - 1];
    }

    /// What a script has written, errors included, and its exit status.
    public record Said(String text, int status) {}

    /// Listens to the end of the session.
    public Said untilExit() throws IOException {
        int status = exit();
        var all = heard.toByteArray();
        return new Said(new String(all, 0, all.length - 1, StandardCharsets.UTF_8), status);
    }

    /// Listens until the daemon is gone.
    void untilEnd() throws IOException {
        try {
            while (true) {
                hear();
            }
        } catch (EOFException e) {
            return;
        }
    }

    /// A daemon that ends before it has read all that was sent tears the connection off: the end, too.
    private int hear() throws IOException {
        try {
            int kind = in.readByte();
            heard.writeBytes(in.readNBytes(in.readInt()));
            return kind;
        } catch (SocketException e) {
            var end = new EOFException("the connection was torn off");
            end.initCause(e);
            throw end;
        }
    }

    @Override
    public void close() throws IOException {
        daemon.close();
    }
}
