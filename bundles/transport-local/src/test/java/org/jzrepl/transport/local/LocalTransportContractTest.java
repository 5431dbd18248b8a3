// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.time.Duration;
import java.util.List;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

final class LocalTransportContractTest implements TransportContract {
    @Override
    public Link open() throws Exception {
        var switchboard = new Switchboard();
        var identity = new ClientIdentity("laptop");
        var connector = new LocalConnector(switchboard, "backup", identity, Duration.ofSeconds(2));
        var unanswered = new LocalConnector(switchboard, "nobody", identity, Duration.ZERO);
        var listener = switchboard.bind("backup", "sink");
        return new Link(listener, connector, identity, unanswered, connector::connect, true, List.of());
    }
}
