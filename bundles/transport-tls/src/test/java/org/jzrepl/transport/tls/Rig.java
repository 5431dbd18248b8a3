// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Authority.Issued;
import org.jzrepl.testkit.TestThreads;

/// A transport with the services it needs, and certificates of one authority in a folder of its own.
final class Rig implements Closeable {
    final Path folder;
    final Authority authority;
    final TestThreads threads = new TestThreads();
    final Deadlines deadlines = new Deadlines(threads);
    final TlsTransport transport;

    Rig(Engines engines) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("tls");
        authority = Authority.create(folder, "ca");
        transport = new TlsTransport(new TcpSockets(threads), deadlines, threads, engines);
    }

    Rig() throws IOException, InterruptedException {
        this(Engines.best());
    }

    private static String files(Path ca, Issued own) {
        return "ca: " + ca + ", cert: " + own.cert() + ", key: " + own.key();
    }

    /// Listens on a port of the system's choice; `more` are further keys of `serve`.
    TlsListener listen(Issued server, String more) throws IOException, InterruptedException, ConfigException {
        return listen(authority, server, more);
    }

    TlsListener listen(Authority trusted, Issued server, String more)
            throws IOException, InterruptedException, ConfigException {
        var serve =
                Sections.parse("{listen: '127.0.0.1:0', " + files(trusted.certificate(), server) + ", " + more + "}");
        return (TlsListener) transport.binding(serve, Sections.parse("{}")).listen();
    }

    static int port(TlsListener listener) {
        return listener.listening().address().getPort();
    }

    Connector connector(String port, Issued client, String more) throws IOException, ConfigException {
        return connector(authority, port, client, more);
    }

    Connector connector(Authority trusted, String port, Issued client, String more)
            throws IOException, ConfigException {
        return transport.connector(Sections.parse(
                "{address: '127.0.0.1:" + port + "', " + files(trusted.certificate(), client) + ", " + more + "}"));
    }

    @Override
    public void close() throws IOException {
        threads.close();
        deadlines.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
