// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.zfs.Zfs;

/// What a source offers one client.
final class LeasedSender extends LeasedSide<Sender> implements Sender {
    LeasedSender(Part<Zfs> part, Function<Zfs, Sender> make) {
        super(part, make);
    }

    @Override
    public OptionalLong estimate(Step step) throws IOException, InterruptedException {
        return call(side -> side.estimate(step));
    }

    @Override
    public Sending send(Step step) throws IOException, InterruptedException {
        return call(side -> side.send(step));
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        return call(side -> side.cursor(filesystem));
    }
}
