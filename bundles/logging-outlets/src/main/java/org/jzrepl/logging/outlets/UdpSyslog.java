// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.Ports;

/// Sends datagrams to a system log on another host. One that says it is not there is noticed by the next message.
record UdpSyslog(HostAndPort address) implements Connection.Opening {
    @Override
    public Connection open() throws IOException {
        var target = new InetSocketAddress(address.host(), Ports.number(address.port()));
        if (target.isUnresolved()) {
            throw new IOException("no address of host \"" + address.host() + "\" is known");
        }
        var channel = DatagramChannel.open().connect(target);
        return new Connection() {
            @Override
            public void send(byte[] message) throws IOException {
                channel.write(ByteBuffer.wrap(message));
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
