// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.ZreplDuration;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.osgi.service.component.annotations.Component;

/// Policy `periodic`.
@Component
@Supplies(kind = "snapshotting", type = "periodic")
public final class PeriodicFactory implements SnapshotPolicyFactory {
    @Override
    public Optional<SnapshotPolicy> create(Section snapshotting) throws ConfigException {
        return Optional.of(new Periodic(snapshotting.required("interval", ZreplDuration::positive)));
    }
}
