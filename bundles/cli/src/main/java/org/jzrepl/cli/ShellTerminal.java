// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jzrepl.cli.ShellFrame.Kind;

/// The terminal in front of the operator, of which the daemon's shell makes what it likes: each key goes there.
record ShellTerminal(ShellLink link) {
    private static final int KEYS_AT_ONCE = 4096;

    /// The session's exit status; the terminal is as before then.
    int run() throws IOException {
        try (var terminal =
                TerminalBuilder.builder().system(true).nativeSignals(true).build()) {
            var before = terminal.getAttributes();
            terminal.setAttributes(raw(before));
            try {
                return run(terminal);
            } finally {
                terminal.setAttributes(before);
            }
        }
    }

    private int run(Terminal terminal) throws IOException {
        link.send(size(terminal));
        link.send(new ShellFrame(Kind.TERMINAL, terminal.getType().getBytes(StandardCharsets.UTF_8)));
        terminal.handle(Signal.WINCH, _ -> resized(terminal));
        Thread.ofPlatform().daemon().name("keys").start(this::sendKeys);
        OutputStream screen = new FileOutputStream(FileDescriptor.out);
        return link.show(screen, screen);
    }

    /// All keys are bytes to us, also Ctrl-C, and all bytes go to the screen as they are.
    private static Attributes raw(Attributes before) {
        var raw = new Attributes(before);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setOutputFlags(EnumSet.of(OutputFlag.OPOST), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }

    private static ShellFrame size(Terminal terminal) {
        return ShellFrame.size(terminal.getWidth(), terminal.getHeight());
    }

    /// A daemon that is gone is noticed where its output ends.
    private void resized(Terminal terminal) {
        try {
            link.send(size(terminal));
        } catch (IOException e) {
            return;
        }
    }

    private void sendKeys() {
        var keys = new byte[KEYS_AT_ONCE];
        try (var keyboard = new FileInputStream(FileDescriptor.in)) {
            for (int count = keyboard.read(keys); count >= 0; count = keyboard.read(keys)) {
                link.send(new ShellFrame(Kind.INPUT, Arrays.copyOf(keys, count)));
            }
            link.daemon().shutdownOutput(); // the terminal is gone: so is the session
        } catch (IOException e) {
            return; // noticed where the output ends
        }
    }
}
