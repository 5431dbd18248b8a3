// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.util.Optional;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.osgi.service.component.annotations.Component;

/// Policy `manual`: snapshots are taken by somebody else.
@Component
@Supplies(kind = "snapshotting", type = "manual")
public final class ManualFactory implements SnapshotPolicyFactory {
    @Override
    public Optional<SnapshotPolicy> create(Section snapshotting) {
        return Optional.empty();
    }
}
