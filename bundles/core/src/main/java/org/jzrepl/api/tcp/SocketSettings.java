// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;

/// Go's settings of each socket, so that both kinds of daemon notice a dead peer alike (`wire-protocol.md` 1.3).
final class SocketSettings {
    /// Where the system has them: after 15 s of silence, nine questions 15 s apart.
    private static final Map<String, Integer> KEEP_ALIVE =
            Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 15, "TCP_KEEPCOUNT", 9);

    private SocketSettings() {}

    static SocketChannel applied(SocketChannel socket) throws IOException {
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            for (var option : socket.supportedOptions()) {
                keepAlive(socket, option);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static <T> void keepAlive(SocketChannel socket, SocketOption<T> option) throws IOException {
        if (KEEP_ALIVE.containsKey(option.name()) && option.type() == Integer.class) {
            socket.setOption(option, option.type().cast(KEEP_ALIVE.get(option.name())));
        }
    }
}
