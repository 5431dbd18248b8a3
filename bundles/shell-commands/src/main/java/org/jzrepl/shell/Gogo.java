// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.threadio.ThreadIO;
import org.jline.terminal.Terminal;

/// Makes what sessions consist of.
record Gogo(CommandProcessor processor, ThreadIO streams) {
    /// What an operator means by a name without a scope: the product's command before Gogo's and Felix's.
    private static final String SCOPES = "jzrepl:gogo:felix:*";
    /// A file of this name below `/etc`, or else the bundle's own, is read as an interactive session begins.
    private static final String PROFILE = "jzrepl/shell_profile";

    CommandSession session(Terminal terminal, InputStream in, OutputStream out, OutputStream err) {
        var session = processor.createSession(in, out, err);
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_SCOPE, SCOPES);
        return session;
    }

    Shell shell() {
        return new Shell(Place.THIS_HOST, processor, streams, PROFILE);
    }

    /// Where a shell finds files, and what its end means: the daemon goes on.
    enum Place implements Shell.Context {
        THIS_HOST;

        @Override
        public String getProperty(String name) {
            return name.equals("gosh.home") ? "/" : System.getProperty(name, "");
        }

        @Override
        public void exit() {}
    }
}
