// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.testkit.transport.DeafSocket;
import org.jzrepl.testkit.transport.Link;

/// A listener and a client with certificates, for the contract.
final class Links {
    private Links() {}

    static Link open(Engines engines) throws Exception {
        var rig = new Rig(engines);
        var listener = rig.listen(rig.authority.issue("backup"), "client_cns: [laptop]");
        var port = Integer.toString(Rig.port(listener));
        var client = rig.authority.issue("laptop");
        var deaf = new DeafSocket();
        return new Link(
                listener,
                rig.connector(port, client, "server_cn: backup, dial_timeout: 30s"),
                new ClientIdentity("laptop"),
                rig.connector(deaf.port(), client, "server_cn: backup, dial_timeout: 0s"),
                () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), Rig.port(listener))),
                false,
                List.<Closeable>of(deaf, rig));
    }
}
