// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.time.Duration;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Transport `ssh+stdinserver`, which only connects.
@Component
@Supplies(kind = "transport", type = "ssh+stdinserver")
public final class SshTransport implements Transport {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    private final Threads threads;
    private final Deadlines deadlines;

    @Activate
    public SshTransport(@Reference Threads threads, @Reference Deadlines deadlines) {
        this.threads = threads;
        this.deadlines = deadlines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var host = problems.attempt(() -> connect.required("host", Words::nonEmpty));
        var user = problems.attempt(() -> connect.required("user", Words::nonEmpty));
        var port = problems.attempt(() -> connect.required("port", Numbers.between(1, 65535)));
        var identityFile = problems.attempt(() -> connect.required("identity_file", Words::nonEmpty));
        var options = problems.attempt(() -> connect.list("options", Words::text));
        var program = problems.attempt(() -> connect.optional("ssh_command", Words::text, ""));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.attempt(() -> connect.list("transport_open_command", Words::text)); // zrepl takes and ignores it
        problems.check(connect::done);
        problems.throwIfAny();
        var command = new SshCommand(
                program.orElseThrow().isEmpty() ? "ssh" : program.orElseThrow(),
                port.orElseThrow(),
                identityFile.orElseThrow(),
                options.orElse(List.of()),
                user.orElseThrow() + "@" + host.orElseThrow());
        return new SshConnector(command, timeout.orElseThrow(), threads, deadlines);
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        throw serve.wrong("type", "ssh+stdinserver only connects: serve with type stdinserver");
    }
}
