// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.EndpointContract;

class LocalEndpointsTest implements EndpointContract {
    @Override
    public Sides open() throws Exception {
        var lab = new Lab();
        return new Sides(lab.sender(), lab.receiver(), lab.source, lab.target);
    }
}
