// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.osgi.service.component.annotations.Component;

/// Policy `cron`.
@Component
@Supplies(kind = "snapshotting", type = "cron")
public final class CronFactory implements SnapshotPolicyFactory {
    @Override
    public Optional<SnapshotPolicy> create(Section snapshotting) throws ConfigException {
        var cron = snapshotting.required("cron", value -> Cron.parse(Words.text(value), ZoneId.systemDefault()));
        if (cron.next(Instant.EPOCH).isEmpty()) {
            throw snapshotting.wrong("cron", "never comes due: no date matches");
        }
        return Optional.of((now, latest) ->
                cron.next(latest.filter(taken -> taken.isAfter(now)).orElse(now)));
    }
}
