// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.HostAndPort;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Outlet `tcp`.
@Component
@Supplies(kind = "outlet", type = "tcp")
public final class TcpOutletFactory implements LogOutletFactory {
    private final TcpSockets sockets;
    private final Deadlines deadlines;

    @Activate
    public TcpOutletFactory(@Reference TcpSockets sockets, @Reference Deadlines deadlines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
    }

    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var address = problems.attempt(() -> outlet.required("address", HostAndPort::parse));
        var net = problems.attempt(() -> outlet.optional("net", Words::text, "tcp"));
        var retry = problems.attempt(() -> RetryInterval.read(outlet));
        problems.check(outlet::done);
        problems.throwIfAny();
        var dialling = new Dialling(sockets, deadlines, net.orElseThrow(), address.orElseThrow(), retry.orElseThrow());
        return new TcpOutlet(format, dialling, retry.orElseThrow());
    }
}
