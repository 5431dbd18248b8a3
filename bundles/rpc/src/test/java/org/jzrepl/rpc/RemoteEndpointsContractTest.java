// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import org.junit.jupiter.api.AfterEach;
import org.jzrepl.testkit.EndpointContract;

/// Remote sides keep what local ones promise.
class RemoteEndpointsContractTest implements EndpointContract {
    private final java.util.List<Hosts> opened = new java.util.ArrayList<>();

    @Override
    public Sides open() throws Exception {
        var hosts = new Hosts();
        opened.add(hosts);
        return new Sides(
                hosts.endpoints().sender(hosts.sourcePort.as("puller")),
                hosts.endpoints().receiver(hosts.sinkPort.as("laptop")),
                hosts.source,
                hosts.target);
    }

    @AfterEach
    void close() {
        opened.forEach(Hosts::close);
    }
}
