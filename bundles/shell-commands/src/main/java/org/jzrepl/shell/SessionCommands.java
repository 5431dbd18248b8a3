// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;

/// The end of a session.
@Component(
        service = SessionCommands.class,
        property = {"osgi.command.scope=jzrepl", "osgi.command.function=exit"})
public final class SessionCommands {
    @Descriptor("leaves the shell; the daemon goes on")
    public void exit(CommandSession session) {
        if (session.get(TerminalSession.END) instanceof Runnable end) {
            end.run();
        }
    }
}
