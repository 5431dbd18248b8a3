// SPDX-License-Identifier: Apache-2.0
package ${package};

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.transport.DeafSocket;
import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

/// What every transport must fulfil, and what this one promises beyond.
final class LoopbackTransportTest implements TransportContract {
    /// A listener on a port that is free, and callers: one that it answers, and one whom nobody answers.
    @Override
    public Link open() throws Exception {
        var threads = new TestThreads();
        var deadlines = new Deadlines(threads);
        var sockets = new TcpSockets(threads);
        var transport = new LoopbackTransport(sockets, deadlines);
        var client = new ClientIdentity("laptop");
        var listening = sockets.listen(new HostAndPort("127.0.0.1", "0"), false, "test");
        var port = listening.address().getPort();
        var connector = transport.connector(section("{port: " + port + ", dial_timeout: 30s}"));
        var deaf = new DeafSocket();
        return new Link(
                new LoopbackListener(listening, client, deadlines),
                connector,
                client,
                transport.connector(section("{port: " + deaf.port() + ", dial_timeout: 0}")),
                connector::connect,
                true,
                List.<Closeable>of(deaf, deadlines::close, threads::close));
    }

    @Test
    void where_nobody_listens_the_port_is_named() throws Exception {
        try (var link = open()) {
            link.listener().close();
            var failure = assertThrows(IOException.class, link.connector()::connect);
            assertTrue(failure.getMessage().startsWith("dial 127.0.0.1:"), failure::getMessage);
        }
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var threads = new TestThreads();
        var transport = new LoopbackTransport(new TcpSockets(threads), new Deadlines(threads));
        var wrong = "{port: 70000, client: a/b, spare: 1}";
        var mistakes = assertThrows(ConfigException.class, () -> transport.binding(section(wrong), section("{}")))
                .getMessage();
        for (var key : List.of("port", "client", "spare")) {
            assertTrue(mistakes.contains(key), mistakes);
        }
    }

    private static Section section(String yaml) throws ConfigException {
        return Sections.of(new YamlConfigurationReader(), yaml);
    }
}
