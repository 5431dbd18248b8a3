// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import org.jzrepl.testkit.transport.Link;
import org.jzrepl.testkit.transport.TransportContract;

/// As it runs: Conscrypt, TLS 1.3.
final class TlsTransportContractTest implements TransportContract {
    @Override
    public Link open() throws Exception {
        return Links.open(Engines.best());
    }
}
