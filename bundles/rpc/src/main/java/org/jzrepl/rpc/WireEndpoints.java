// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.rpc.control.GrpcLog;
import org.jzrepl.rpc.remote.Link;
import org.jzrepl.rpc.remote.RemoteReceiver;
import org.jzrepl.rpc.remote.RemoteSender;
import org.jzrepl.rpc.serve.Reception;
import org.jzrepl.rpc.wire.Time;
import org.jzrepl.rpc.wire.Timings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The wire protocol over every transport that does not supply endpoints of its own.
@Component
@Supplies(kind = "endpoints", type = "*")
public final class WireEndpoints implements RemoteEndpoints {
    private final Threads threads;
    private final Timings timings;
    private final ScheduledThreadPoolExecutor timer;
    private final GrpcLog log = new GrpcLog();

    @Activate
    public WireEndpoints(@Reference Threads threads) {
        this(threads, Timings.of(Environment.ofProcess()));
    }

    WireEndpoints(Threads threads, Timings timings) {
        this.threads = threads;
        this.timings = timings;
        this.timer = new ScheduledThreadPoolExecutor(1, threads.factory("rpc timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Sender sender(Connector connector) {
        return new RemoteSender(link(connector));
    }

    @Override
    public Receiver receiver(Connector connector) {
        return new RemoteReceiver(link(connector));
    }

    @Override
    public Serving serving(Function<ClientIdentity, Endpoint> forPeer, Guests guests) {
        return new Reception(forPeer, guests, threads, timer, timings, Time.REAL);
    }

    @Deactivate
    void end() {
        timer.shutdownNow();
        log.close();
    }

    private Link link(Connector connector) {
        return new Link(connector, threads, timer, timings, Time.REAL);
    }
}
