// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.stream.Stream;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Deadlines;

/// Connects to another host over TCP. `net` is `tcp`, or `tcp4` or `tcp6` for one kind of address only;
/// connecting, and each message, takes at most `atMost`.
record Dialling(TcpSockets sockets, Deadlines deadlines, String net, HostAndPort address, Duration atMost)
        implements Connection.Opening {
    @Override
    public Connection open() throws IOException {
        var wire = new ChannelWire(address.text(), ChannelWire.Parts.of(dial()), deadlines);
        return new SocketConnection(wire, atMost);
    }

    SocketChannel dial() throws IOException {
        try {
            return sockets.dial(chosen(), atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("dial " + address.text() + ": interrupted").initCause(e);
        }
    }

    private HostAndPort chosen() throws IOException {
        return switch (net) {
            case "tcp" -> address;
            case "tcp4" -> only(Inet4Address.class);
            case "tcp6" -> only(Inet6Address.class);
            default ->
                throw new IOException("dial " + address.text() + ": net \"" + net + "\" is none of tcp, tcp4, tcp6");
        };
    }

    private HostAndPort only(Class<? extends InetAddress> kind) throws IOException {
        return Stream.of(InetAddress.getAllByName(address.host()))
                .filter(kind::isInstance)
                .findFirst()
                .map(found -> new HostAndPort(found.getHostAddress(), address.port()))
                .orElseThrow(() -> new IOException("dial " + address.text() + ": host has no address of net " + net));
    }
}
