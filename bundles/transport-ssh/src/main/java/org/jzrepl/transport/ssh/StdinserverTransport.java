// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.MDC;

/// Transport `stdinserver`, which only serves: one socket for each client, and who may open it is that client.
@Component
@Supplies(kind = "transport", type = "stdinserver")
public final class StdinserverTransport implements Transport {
    private static final String SOCKDIR = "/var/run/zrepl/stdinserver";

    private final Threads threads;
    private final Deadlines deadlines;
    private final SocketOwners owners = new SocketOwners();

    @Activate
    public StdinserverTransport(@Reference Threads threads, @Reference Deadlines deadlines) {
        this.threads = threads;
        this.deadlines = deadlines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        throw connect.wrong("type", "stdinserver only serves: connect with type ssh+stdinserver");
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var problems = new Problems();
        var identities = problems.attempt(() -> identities(serve));
        var directory =
                problems.attempt(() -> defaults.optional("sockdir", StdinserverTransport::path, Path.of(SOCKDIR)));
        problems.check(serve::done);
        problems.check(defaults::done);
        problems.throwIfAny();
        return () -> {
            var job = Optional.ofNullable(MDC.get("job")).orElse("?");
            var sockets = owners.claim(directory.orElseThrow(), identities.orElseThrow(), job);
            return StdinserverListener.listen(sockets, deadlines, threads);
        };
    }

    private static List<ClientIdentity> identities(Section serve) throws ConfigException {
        var identities = serve.list("client_identities", value -> new ClientIdentity(Words.text(value)));
        if (identities.isEmpty()) {
            throw serve.wrong("client_identities", "must name at least one client");
        }
        return identities.stream().distinct().toList();
    }

    private static Path path(Section.Scalar value) {
        return Path.of(Words.nonEmpty(value));
    }
}
