// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.jzrepl.shell.Frame.Kind;
import org.jzrepl.testkit.TestThreads;

/// The shell outside of a framework, and clients of it.
final class Bench implements AutoCloseable {
    private static final List<String> BUILTINS = List.of("jobs", "complete", "setopt", "history", "format");
    private static final List<String> FILTERS = List.of("echo", "sleep", "grep", "cat");

    /// Takes the place of `System.out` for the life of the JVM: one for all tests, since a second one refuses.
    private static final ThreadIOImpl STREAMS = started();

    private final TestThreads threads = new TestThreads();
    private final CommandProcessorImpl processor;
    private final ShellConversation shell;

    private static ThreadIOImpl started() {
        var streams = new ThreadIOImpl();
        streams.start();
        return streams;
    }

    Bench() {
        processor = new CommandProcessorImpl(STREAMS);
        shell = new ShellConversation(processor, STREAMS, threads);
        BUILTINS.forEach(name -> add("gogo", new GogoBuiltins(), name));
        FILTERS.forEach(name -> add("gogo", new GogoFilters(processor), name));
        add("jzrepl", new SessionCommands(), "exit");
    }

    void add(String scope, Object commands, String name) {
        processor.addCommand(scope, commands, name);
    }

    TestThreads threads() {
        return threads;
    }

    /// A client that has said nothing yet.
    Client client() throws IOException {
        var folder = Files.createTempDirectory("shell-");
        var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            var client = SocketChannel.open(address);
            var accepted = server.accept();
            threads.start("connection", () -> serve(accepted));
            return new Client(client);
        } finally {
            Files.delete(address.getPath());
            Files.delete(Path.of(folder.toString()));
        }
    }

    private void serve(SocketChannel connection) throws InterruptedException {
        try (connection) {
            shell.hold(connection);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Client script(String script) throws IOException {
        var client = client();
        client.send(Kind.SCRIPT, script);
        return client;
    }

    Client terminal() throws IOException {
        var client = client();
        client.resize(100, 30);
        client.send(Kind.TERMINAL, "xterm");
        return client;
    }

    @Override
    public void close() {
        threads.close();
        processor.stop();
    }

    /// One client. Its reads are by the calling thread.
    static final class Client implements AutoCloseable {
        private final SocketChannel connection;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        private Client(SocketChannel connection) {
            this.connection = connection;
        }

        void send(Kind kind, String content) throws IOException {
            new Frame(kind, content.getBytes(StandardCharsets.UTF_8)).write(connection);
        }

        void resize(int columns, int rows) throws IOException {
            var content = ByteBuffer.allocate(4).putShort((short) columns).putShort((short) rows);
            new Frame(Kind.SIZE, content.array()).write(connection);
        }

        Client type(String keys) throws IOException {
            send(Kind.INPUT, keys);
            return this;
        }

        /// Reads on until this has been written, behind what an earlier call was for.
        Client until(String text) throws IOException {
            while (!out().contains(text)) {
                hear();
            }
            var rest = out().substring(out().indexOf(text) + text.length());
            out.reset();
            out.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        int exit() throws IOException {
            while (true) {
                var frame = hear();
                if (frame.kind() == Kind.EXIT) {
                    connection.close();
                    return frame.content()[0];
                }
            }
        }

        private Frame hear() throws IOException {
            var frame = read();
            switch (frame.kind()) {
                case OUT -> out.writeBytes(frame.content());
                case ERR -> err.writeBytes(frame.content());
                default -> {
                    // the exit status
                }
            }
            return frame;
        }

        private Frame read() throws IOException {
            try {
                return Frame.read(connection).orElseThrow(() -> new IOException("the session has ended"));
            } catch (IOException e) {
                throw new IOException("in vain, after: " + out() + err(), e);
            }
        }

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        void leave() throws IOException {
            connection.close();
        }

        @Override
        public void close() throws IOException {
            leave();
        }
    }
}
