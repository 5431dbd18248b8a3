// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import org.jzrepl.testkit.transport.CancelContract;
import org.jzrepl.testkit.transport.HalfCloseContract;
import org.jzrepl.testkit.transport.Link;

/// With a peer that has TLS 1.2 only.
final class Tls12ContractTest implements HalfCloseContract, CancelContract {
    @Override
    public Link open() throws Exception {
        return Links.open(Engines.best().only("TLSv1.2"));
    }
}
