// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
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

/// Outlet `syslog`: the log of this machine, or with `address` that of another one.
@Component
@Supplies(kind = "outlet", type = "syslog")
public final class SyslogOutletFactory implements LogOutletFactory {
    private final TcpSockets sockets;
    private final Deadlines deadlines;

    @Activate
    public SyslogOutletFactory(@Reference TcpSockets sockets, @Reference Deadlines deadlines) {
        this.sockets = sockets;
        this.deadlines = deadlines;
    }

    private enum Net {
        UDP,
        TCP
    }

    private record Way(SyslogFrame frame, Connection.Opening opening) {}

    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var facility = problems.attempt(() -> outlet.optional("facility", Facility::parse, Facility.LOCAL0));
        var retry = problems.attempt(() -> RetryInterval.read(outlet));
        var address = problems.attempt(() -> outlet.<Optional<HostAndPort>>optional(
                "address", value -> Optional.of(HostAndPort.parse(value)), Optional.empty()));
        var net = problems.attempt(() -> net(outlet));
        problems.check(outlet::done);
        problems.throwIfAny();
        var way = address.orElseThrow()
                .map(there -> remote(net.orElseThrow(), there, retry.orElseThrow()))
                .orElseGet(() -> local(retry.orElseThrow()));
        return new SyslogOutlet(
                format,
                facility.orElseThrow(),
                way.frame(),
                way.opening(),
                new Pause(retry.orElseThrow(), System::nanoTime));
    }

    /// The system has one log.
    @Override
    public boolean isOnlyOnce() {
        return true;
    }

    /// Only where there is an address: otherwise it is no part of the effective configuration, as in zrepl.
    private static Net net(Section outlet) throws ConfigException {
        if (!outlet.has("net") && !outlet.has("address")) {
            return Net.UDP;
        }
        var net = outlet.optional("net", Words.oneOf(Map.of("udp", Net.UDP, "tcp", Net.TCP)), Net.UDP);
        if (outlet.has("net") && !outlet.has("address")) {
            throw outlet.wrong("net", "needs an address; without one, this machine's own log is written to");
        }
        return net;
    }

    private static Way local(Duration retry) {
        var frame = SyslogFrame.local(
                ZoneId.systemDefault(), ProcessHandle.current().pid());
        return new Way(frame, new LocalSyslog(new CLibrary(), LocalSyslog.USUAL, retry));
    }

    private Way remote(Net net, HostAndPort address, Duration retry) {
        var frame = SyslogFrame.remote(
                ZoneId.systemDefault(),
                SyslogOutletFactory::host,
                ProcessHandle.current().pid());
        return switch (net) {
            case UDP -> new Way(frame, new UdpSyslog(address));
            case TCP -> new Way(SyslogFrame.counted(frame), new Dialling(sockets, deadlines, "tcp", address, retry));
        };
    }

    /// Asked for when something is sent: it may take a moment.
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-"; // the message's own word for unknown
        }
    }
}
