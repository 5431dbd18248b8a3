// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.MDC;

/// Transport `local`: connects jobs of one daemon by the listener's name.
@Component
@Supplies(kind = "transport", type = "local")
public final class LocalTransport implements Transport {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(2);

    private final Switchboard switchboard;

    @Activate
    public LocalTransport(@Reference Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var name = problems.attempt(() -> connect.required("listener_name", Words::nonEmpty));
        var identity = problems.attempt(
                () -> connect.required("client_identity", value -> new ClientIdentity(Words.text(value))));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.check(connect::done);
        problems.throwIfAny();
        return new LocalConnector(switchboard, name.orElseThrow(), identity.orElseThrow(), timeout.orElseThrow());
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var name = serve.required("listener_name", Words::nonEmpty);
        serve.done();
        defaults.done();
        return () -> switchboard.bind(name, Optional.ofNullable(MDC.get("job")).orElse("?"));
    }
}
