// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.jzrepl.api.control.Conversation;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the shell on a connection of the control socket. Each client has a session of its own, which ends with
/// its connection.
@Component
public final class ShellConversation implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(ShellConversation.class);
    private static final String PROTOCOL = "jzrepl-shell";
    private static final Duration TELL_AGAIN = Duration.ofMillis(100);

    private final Gogo gogo;
    private final Threads threads;

    @Activate
    public ShellConversation(
            @Reference CommandProcessor processor, @Reference ThreadIO streams, @Reference Threads threads) {
        this.gogo = new Gogo(processor, streams);
        this.threads = threads;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public void hold(ByteChannel connection) throws IOException, InterruptedException {
        var client = new ShellClient(connection);
        var opened = open(client);
        if (opened.isPresent()) {
            hold(client, opened.orElseThrow());
        }
    }

    /// Empty if the client leaves before it has said what it wants.
    private Optional<ShellSession> open(ShellClient client) throws IOException {
        var size = TerminalSize.USUAL;
        while (true) {
            var next = client.next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            var frame = next.orElseThrow();
            switch (frame.kind()) {
                case SIZE -> size = TerminalSize.of(frame);
                case TERMINAL -> {
                    return Optional.of(new TerminalSession(gogo, client, frame.text(), size));
                }
                case SCRIPT -> {
                    return Optional.of(new ScriptSession(gogo, client, frame.text()));
                }
                default -> throw new IOException("a shell's client begins with " + frame.kind());
            }
        }
    }

    private void hold(ShellClient client, ShellSession session) throws IOException, InterruptedException {
        var runner = threads.start("shell session", () -> run(session, client));
        try (session) {
            hear(client, session);
        } catch (ClosedChannelException e) {
            LOG.debug("shell session is cut off"); // the daemon or this bundle ends
        } finally {
            end(runner);
        }
    }

    /// Gogo takes an interrupt for the end of one command and may begin to wait for the next: so it is told
    /// again.
    private static void end(Thread runner) throws InterruptedException {
        do {
            runner.interrupt();
        } while (!runner.join(TELL_AGAIN));
    }

    private static void run(ShellSession session, ShellClient client) throws InterruptedException {
        try {
            client.exit(outcome(session, client));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("shell session broke off");
        }
    }

    /// Supervision: whatever is wrong with the shell, the client hears of it and is let go.
    private static int outcome(ShellSession session, ShellClient client) throws IOException, InterruptedException {
        try {
            return session.run();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.atError().setCause(e).log("shell session failed");
            client.stream(Frame.Kind.ERR).write(("shell: " + e + "\r\n").getBytes(StandardCharsets.UTF_8));
            return 1;
        }
    }

    /// Until the client leaves, as it does when it hears of the session's end.
    private static void hear(ShellClient client, ShellSession session) throws IOException {
        for (var next = client.next(); next.isPresent(); next = client.next()) {
            var frame = next.orElseThrow();
            switch (frame.kind()) {
                case SIZE -> session.resize(TerminalSize.of(frame));
                case INPUT -> session.type(frame.content());
                default -> throw new IOException("a shell's client sends " + frame.kind());
            }
        }
    }
}
