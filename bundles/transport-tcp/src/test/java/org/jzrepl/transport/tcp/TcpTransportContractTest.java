// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.transport.DeafSocket;
import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

final class TcpTransportContractTest implements TransportContract {
    @Override
    public Link open() throws Exception {
        var threads = new TestThreads();
        var deadlines = new Deadlines(threads);
        var sockets = new TcpSockets(threads);
        var transport = new TcpTransport(sockets, deadlines);
        var serve = Yaml.section("{listen: '127.0.0.1:0', clients: {127.0.0.1: laptop}}");
        var listener =
                (TcpListener) transport.binding(serve, Yaml.section("{}")).listen();
        var address = new HostAndPort(
                "127.0.0.1", Integer.toString(listener.listening().address().getPort()));
        var connector = new TcpConnector(sockets, deadlines, address, Duration.ofSeconds(30));
        var deaf = new DeafSocket();
        var unanswered = new TcpConnector(sockets, deadlines, new HostAndPort("127.0.0.1", deaf.port()), Duration.ZERO);
        return new Link(
                listener,
                connector,
                new ClientIdentity("laptop"),
                unanswered,
                connector::connect,
                true,
                List.<Closeable>of(deaf, deadlines::close, threads::close));
    }
}
