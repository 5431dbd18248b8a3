// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.jzrepl.api.unix.SocketPlace;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Reads both sides' sections. Opens nothing: that is for the connector and the binding.
@Component
@Supplies(kind = "transport", type = "unix")
public final class UnixTransport implements Transport {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    private final Threads threads;
    private final Deadlines deadlines;

    @Activate
    public UnixTransport(@Reference Threads threads, @Reference Deadlines deadlines) {
        this.threads = threads;
        this.deadlines = deadlines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var socket = problems.attempt(() -> connect.required("socket", UnixTransport::path));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.check(connect::done);
        problems.throwIfAny();
        return new UnixConnector(socket.orElseThrow(), timeout.orElseThrow(), threads, deadlines);
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var problems = new Problems();
        var socket = problems.attempt(() -> serve.required("listen", UnixTransport::path));
        var clients = problems.attempt(() -> clients(serve));
        problems.check(serve::done);
        problems.check(defaults::done);
        problems.throwIfAny();
        var purpose = new SocketPlace.Purpose("socket of transport unix", "listen");
        return () ->
                new UnixListener(SocketPlace.claim(socket.orElseThrow(), purpose), clients.orElseThrow(), deadlines);
    }

    private static Map<String, ClientIdentity> clients(Section serve) throws ConfigException {
        var identities = new TreeMap<String, ClientIdentity>();
        for (var entry : serve.map("clients", Words::text).entrySet()) {
            try {
                identities.put(entry.getKey(), new ClientIdentity(entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw serve.wrong("clients", entry.getKey() + ": " + e.getMessage());
            }
        }
        if (identities.isEmpty()) {
            throw serve.wrong("clients", "must name at least one client: write user: identity");
        }
        return identities;
    }

    private static Path path(Scalar value) {
        try {
            var path = Path.of(Words.nonEmpty(value));
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("\"" + path + "\" must be an absolute path");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path: " + e.getMessage(), e);
        }
    }
}
