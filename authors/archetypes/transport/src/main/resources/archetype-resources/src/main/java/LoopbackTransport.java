// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.time.Duration;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.MDC;

/// Transport `${type}`: reads both sides' keys. Opens nothing: that is for the connector and the binding.
@Component
@Supplies(kind = "transport", type = "${type}")
public final class LoopbackTransport implements Transport {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int LAST_PORT = 65535;

    private final TcpSockets sockets;
    private final Deadlines deadlines;

    @Activate
    public LoopbackTransport(@Reference TcpSockets sockets, @Reference Deadlines deadlines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
    }

    @Override
    public Connector connector(Section connect) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> connect.required("port", LoopbackTransport::address));
        var timeout = problems.attempt(() -> connect.optional("dial_timeout", GoDuration::notNegative, DIAL_TIMEOUT));
        problems.check(connect::done);
        problems.throwIfAny();
        return new LoopbackConnector(sockets, deadlines, address.orElseThrow(), timeout.orElseThrow());
    }

    @Override
    public Binding binding(Section serve, Section defaults) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> serve.required("port", LoopbackTransport::address));
        var client = problems.attempt(() -> serve.required("client", LoopbackTransport::identity));
        problems.check(serve::done);
        problems.check(defaults::done);
        problems.throwIfAny();
        return () -> {
            var job = Optional.ofNullable(MDC.get("job")).orElse("?");
            var listening = sockets.listen(address.orElseThrow(), false, job);
            return new LoopbackListener(listening, client.orElseThrow(), deadlines);
        };
    }

    private static HostAndPort address(Scalar value) {
        var port = Numbers.between(1, LAST_PORT).parse(value);
        return new HostAndPort("127.0.0.1", Integer.toString(port));
    }

    private static ClientIdentity identity(Scalar value) {
        return new ClientIdentity(Words.text(value));
    }
}
