// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

/// What every transport must fulfil.
final class UnixTransportContractTest implements TransportContract {
    @Override
    public Link open() throws Exception {
        var folder = Files.createTempDirectory("unix"); // private
        var threads = new TestThreads();
        var deadlines = new Deadlines(threads);
        var transport = new UnixTransport(threads, deadlines);
        var place = folder.resolve("jzrepl.sock");
        var clients = "{" + System.getProperty("user.name") + ": laptop}";
        var listener = transport
                .binding(Yaml.section("{listen: '" + place + "', clients: " + clients + "}"), Yaml.section("{}"))
                .listen();
        var connector = connector(transport, place, "30s");
        var deaf = new DeafSocket(folder.resolve("deaf.sock"));
        return new Link(
                listener,
                connector,
                new ClientIdentity("laptop"),
                connector(transport, deaf.place(), "0"),
                connector::connect,
                true,
                List.<Closeable>of(deaf, deadlines::close, threads::close, () -> Files.delete(folder)));
    }

    private static org.jzrepl.api.transport.Connector connector(UnixTransport transport, Path place, String timeout)
            throws Exception {
        return transport.connector(Yaml.section("{socket: '" + place + "', dial_timeout: " + timeout + "}"));
    }
}
