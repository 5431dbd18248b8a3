// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import org.jzrepl.cli.ShellFrame.Kind;

/// A session in a daemon's shell, from its client's end. Any thread may send.
record ShellLink(SocketChannel daemon) {
    synchronized void send(ShellFrame frame) throws IOException {
        frame.write(daemon);
    }

    /// Writes what comes, until the session ends; its exit status.
    ///
    /// @throws CommandFailedException if the daemon ends first
    int show(OutputStream out, OutputStream err) throws IOException {
        for (var next = ShellFrame.read(daemon); next.isPresent(); next = ShellFrame.read(daemon)) {
            var frame = next.orElseThrow();
            switch (frame.kind()) {
                case OUT -> write(frame, out);
                case ERR -> write(frame, err);
                case EXIT -> {
                    return frame.content()[0];
                }
                case SIZE, TERMINAL, SCRIPT, INPUT -> throw new IOException("daemon sends " + frame.kind());
            }
        }
        throw new CommandFailedException("the daemon has ended the session");
    }

    private static void write(ShellFrame frame, OutputStream to) throws IOException {
        to.write(frame.content());
        to.flush();
    }

    int run(String script) throws IOException {
        send(new ShellFrame(Kind.SCRIPT, script.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return show(System.out, System.err);
    }
}
