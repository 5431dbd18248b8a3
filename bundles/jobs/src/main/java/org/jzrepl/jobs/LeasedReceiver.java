// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.function.Function;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;

/// What a sink offers one client.
final class LeasedReceiver extends LeasedSide<Receiver> implements Receiver {
    LeasedReceiver(Part<Zfs> part, Function<Zfs, Receiver> make) {
        super(part, make);
    }

    @Override
    public void receive(Step step, Sending sending) throws IOException, InterruptedException {
        call(side -> {
            side.receive(step, sending);
            return step;
        });
    }
}
