// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jzrepl.shell.Frame.Kind;

/// Runs a script; nothing can be typed.
final class ScriptSession implements ShellSession {
    private final String script;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final CommandSession session;

    ScriptSession(Gogo gogo, ShellClient client, String script) throws IOException {
        this.script = script;
        this.out = new PrintStream(client.stream(Kind.OUT), true, StandardCharsets.UTF_8);
        this.err = new PrintStream(client.stream(Kind.ERR), true, StandardCharsets.UTF_8);
        this.terminal = new DumbTerminal(
                "script", Terminal.TYPE_DUMB, InputStream.nullInputStream(), out, StandardCharsets.UTF_8);
        this.session = gogo.session(terminal, InputStream.nullInputStream(), out, err);
    }

    /// 1 if a command has thrown: whatever it was, the operator is told, and the daemon goes on.
    @Override
    public int run() throws InterruptedException {
        try {
            Optional.ofNullable(session.execute(script))
                    .ifPresent(result -> out.println(session.format(result, Converter.INSPECT)));
            return 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            err.println(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
            return 1;
        }
    }

    @Override
    public void type(byte[] input) {
        // nobody reads it
    }

    @Override
    public void resize(TerminalSize size) {
        terminal.setSize(size.size());
    }

    @Override
    public void close() throws IOException {
        Optional.ofNullable(session.foregroundJob()).ifPresent(Job::interrupt);
        session.close();
        terminal.close();
    }
}
