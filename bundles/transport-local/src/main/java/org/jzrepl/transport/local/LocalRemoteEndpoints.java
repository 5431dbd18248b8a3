// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.util.function.Function;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Hands endpoints over directly between the jobs of one daemon.
@Component
@Supplies(kind = "endpoints", type = "local")
public final class LocalRemoteEndpoints implements RemoteEndpoints {
    private final Threads threads;

    @Activate
    public LocalRemoteEndpoints(@Reference Threads threads) {
        this.threads = threads;
    }

    @Override
    public Sender sender(Connector connector) {
        return new FarSender(new Dialled<>(ours(connector), Sender.class));
    }

    @Override
    public Receiver receiver(Connector connector) {
        return new FarReceiver(new Dialled<>(ours(connector), Receiver.class));
    }

    @Override
    public Serving serving(Function<ClientIdentity, Endpoint> forPeer, Guests guests) {
        return new LocalServing(new Reception(forPeer, guests, threads));
    }

    private static LocalConnector ours(Connector connector) {
        if (connector instanceof LocalConnector local) {
            return local;
        }
        throw new IllegalArgumentException("endpoints of type local dial connectors of type local only");
    }
}
