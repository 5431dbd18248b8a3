// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hears of each question that the daemon asks the test's rule, and holds the answer back while the door is shut.
/// Its own lock guards its state.
final class Questions implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel server;
    private final List<Question> heard = new ArrayList<>();
    private boolean shut;

    Questions(Path path) throws IOException {
        this.path = path;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().name("questions").start(this::serve);
    }

    /// `place`: a side of a job.
    record Question(String place, String version) {}

    Path path() {
        return path;
    }

    private void serve() {
        try {
            while (true) {
                var asker = server.accept();
                Thread.ofVirtual().name("question").start(() -> answer(asker));
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answer(SocketChannel asker) {
        try (asker;
                var lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(asker), StandardCharsets.US_ASCII))) {
            var words = lines.readLine().split(" ");
            hear(new Question(words[0], words[1]));
            asker.write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            return; // who asked was interrupted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void hear(Question question) throws InterruptedException {
        heard.add(question);
        while (shut) {
            wait();
        }
    }

    /// Questions from now on wait for [#open].
    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    synchronized List<Question> heard() {
        return List.copyOf(heard);
    }

    synchronized void forget() {
        heard.clear();
    }

    @Override
    public void close() throws IOException {
        open();
        server.close();
    }
}
