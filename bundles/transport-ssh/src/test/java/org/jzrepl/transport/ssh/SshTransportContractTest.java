// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.Closeable;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.testkit.Sshd;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

/// Over a real sshd and the forced command in a JVM of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SshTransportContractTest implements TransportContract {
    private final Path folder;
    private final Sshd sshd;

    SshTransportContractTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        sshd = Sshd.start(folder, ForcedCommand.write(folder, "laptop").toString());
    }

    @AfterAll
    void stop() {
        sshd.close();
    }

    @Override
    public int many() {
        return 20;
    }

    @Override
    public int veryMany() {
        return 20;
    }

    @Override
    public Link open() throws Exception {
        var threads = new TestThreads();
        var deadlines = new Deadlines(threads);
        var defaults = Yaml.section("sockdir: " + folder.resolve("sockets"));
        var listener = new StdinserverTransport(threads, deadlines)
                .binding(Yaml.section("client_identities: [desktop, laptop]"), defaults)
                .listen();
        var connector = new SshTransport(threads, deadlines).connector(Yaml.section(sshd.connect()));
        var deaf = ForcedCommand.script(folder.resolve("deaf"), "exec sleep 600");
        return new Link(
                listener,
                connector,
                new ClientIdentity("laptop"),
                new SshConnector(ssh(deaf.toString()), Duration.ZERO, threads, deadlines),
                () -> SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("sockets/laptop"))),
                false,
                List.<Closeable>of(deadlines::close, threads::close));
    }

    private SshCommand ssh(String program) {
        return new SshCommand(program, sshd.port(), sshd.identity().toString(), sshd.options(), sshd.destination());
    }
}
