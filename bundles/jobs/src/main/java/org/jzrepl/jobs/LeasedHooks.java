// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hooks of a round, in the order of the configuration.
record LeasedHooks(List<Part<SnapshotHook>> parts, List<Lease<SnapshotHook>> leases) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedHooks.class);

    static LeasedHooks of(List<Part<SnapshotHook>> parts) throws InterruptedException {
        var leases = new ArrayList<Lease<SnapshotHook>>();
        boolean complete = false;
        try {
            for (var part : parts) {
                leases.add(part.lease());
            }
            complete = true;
        } finally {
            if (!complete) {
                leases.forEach(Lease::close);
            }
        }
        return new LeasedHooks(parts, leases);
    }

    List<SnapshotHook> hooksOf(DatasetPath dataset) {
        return leases.stream()
                .map(Lease::get)
                .filter(hook -> hook.filter().passes(dataset))
                .toList();
    }

    /// A hook that matches nothing is probably a mistake.
    void warnAboutIdle(List<DatasetPath> datasets) {
        for (int i = 0; i < leases.size(); i++) {
            if (datasets.stream().noneMatch(leases.get(i).get().filter()::passes)) {
                LOG.atWarn()
                        .addKeyValue("hook", parts.get(i).type())
                        .addKeyValue("hook_number", i + 1)
                        .log("hook did not match any snapshotted filesystems");
            }
        }
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
    }
}
