// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;

/// A client by the user it runs as. The kernel knows that, so identifying takes no time.
record UnixCaller(SocketChannel socket, Map<String, ClientIdentity> identityByUser, Deadlines deadlines)
        implements Caller {
    @Override
    public String origin() {
        try {
            return "user " + user();
        } catch (IOException e) {
            return "a user who is gone"; // identify() tells why
        }
    }

    @Override
    public Peer identify(Duration atMost) throws IOException {
        var user = user();
        var identity = Optional.ofNullable(identityByUser.get(user))
                .orElseThrow(() -> new IOException("user " + user + " is in no entry of `clients`"));
        return new Peer(identity, new ChannelWire("user " + user, ChannelWire.Parts.of(socket), deadlines));
    }

    private String user() throws IOException {
        return socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
