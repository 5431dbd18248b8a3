// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.LocalEndpoints;
import org.jzrepl.api.zfs.Zfs;
import org.osgi.service.component.annotations.Component;

/// Makes the sides that live in this daemon. What the endpoints of a job share, such as its bandwidth, is
/// kept here.
@Component
public final class JobEndpoints implements LocalEndpoints {
    private final PathClaims claims = new PathClaims();
    private final OthersHolds others = new OthersHolds();
    private final Unreleased unreleased = new Unreleased();
    private final Map<Throttle, Limit> limits = new ConcurrentHashMap<>();

    @Override
    public Sender sender(JobName job, Zfs zfs, SendOptions options) {
        return new LocalSender(job, zfs, options, limit(job, options.bandwidth()), others);
    }

    @Override
    public Receiver receiver(JobName job, Zfs zfs, DatasetPath clientRoot, ReceiveOptions options) {
        return new LocalReceiver(job, zfs, clientRoot, options, limit(job, options.bandwidth()), claims, unreleased);
    }

    @Override
    public boolean isOwn(JobName job, String tag) {
        return OnDiskNames.ofTag(tag).filter(anchor -> anchor.isOf(job)).isPresent();
    }

    private Limit limit(JobName job, Bandwidth bandwidth) {
        return limits.computeIfAbsent(new Throttle(job, bandwidth), throttle -> Limit.of(throttle.bandwidth()));
    }

    /// A job either sends or receives, so its name and limit are enough; a reload that changes the limit
    /// begins anew.
    private record Throttle(JobName job, Bandwidth bandwidth) {}
}
