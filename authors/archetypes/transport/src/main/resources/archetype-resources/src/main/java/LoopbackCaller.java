// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;

/// Who calls is who may. A transport that asks for a proof does so in `identify`, and in no more time than it
/// gets.
record LoopbackCaller(SocketChannel socket, ClientIdentity client, Deadlines deadlines) implements Caller {
    @Override
    public String origin() {
        return "a program of this machine";
    }

    @Override
    public Peer identify(Duration atMost) {
        return new Peer(client, new ChannelWire(client.name(), ChannelWire.Parts.of(socket), deadlines));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
