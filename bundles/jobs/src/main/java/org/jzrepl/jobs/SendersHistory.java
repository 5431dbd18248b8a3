// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.api.endpoint.Endpoint.Sender;

/// The sender knows what exists and what the receiver has; asked anew for each side, since replication changes
/// it.
record SendersHistory(Sender sender) implements Pruner.History {
    @Override
    public List<DatasetPath> known() throws IOException, InterruptedException {
        return sender.filesystems().stream().map(Filesystem::path).toList();
    }

    @Override
    public Optional<Guid> cursor(DatasetPath filesystem) throws IOException, InterruptedException {
        return sender.cursor(filesystem);
    }
}
