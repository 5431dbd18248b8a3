// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jzrepl.shell.Frame.Kind;

/// A shell on the client's terminal, which it has made raw: lines are edited here, and Ctrl-C is a byte that
/// interrupts what runs.
final class TerminalSession implements ShellSession {
    /// What the session's variable of this name holds ends it.
    static final String END = ".jzrepl.end";

    private final LineDisciplineTerminal terminal;
    private final CommandSession session;
    private final Shell shell;

    TerminalSession(Gogo gogo, ShellClient client, String type, TerminalSize size) throws IOException {
        terminal = new LineDisciplineTerminal(
                "jzrepl",
                type,
                new BufferedOutputStream(client.stream(Kind.OUT)),
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_IGN);
        terminal.setSize(size.size());
        session = gogo.session(terminal, terminal.input(), terminal.output(), terminal.output());
        shell = gogo.shell();
        Runnable end = shell::stop;
        session.put(END, end);
    }

    @Override
    public int run() throws IOException, InterruptedException {
        try {
            shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
            terminal.flush();
            return 0;
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("shell ends: " + e.getMessage(), e);
        }
    }

    @Override
    public void type(byte[] input) throws IOException {
        terminal.processInputBytes(input);
    }

    @Override
    public void resize(TerminalSize size) {
        terminal.setSize(size.size());
        terminal.raise(Signal.WINCH);
    }

    @Override
    public void close() throws IOException {
        shell.stop();
        Optional.ofNullable(session.foregroundJob()).ifPresent(Job::interrupt);
        session.close();
        terminal.close();
    }
}
