// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import org.jzrepl.testkit.transport.CancelContract;
import org.jzrepl.testkit.transport.HalfCloseContract;
import org.jzrepl.testkit.transport.Link;

/// On systems that Conscrypt was not built for.
final class JdkTlsContractTest implements HalfCloseContract, CancelContract {
    @Override
    public Link open() throws Exception {
        return Links.open(Engines.ofTheJdk());
    }
}
