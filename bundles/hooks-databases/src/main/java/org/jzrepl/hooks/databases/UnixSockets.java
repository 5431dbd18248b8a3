// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/// Makes connections to a server's Unix socket. Both drivers make one themselves, from the name of the class:
/// one says the path to the constructor, the other in its configuration.
public final class UnixSockets extends ConfigurableSocketFactory {
    private Path path;

    public UnixSockets() {
        this("");
    }

    public UnixSockets(String path) {
        this.path = Path.of(path);
    }

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        path = Path.of(configuration.addresses().getFirst().localSocket);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket();
    }
}
