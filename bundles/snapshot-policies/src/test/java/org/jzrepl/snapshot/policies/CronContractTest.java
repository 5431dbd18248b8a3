// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.snapshot.SnapshotPolicy;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.SnapshotPolicyContract;

final class CronContractTest implements SnapshotPolicyContract {
    @Override
    public SnapshotPolicy policy() {
        try {
            return new CronFactory()
                    .create(Sections.of(
                            new YamlConfigurationReader(), "{cron: \"TZ=Europe/Berlin */7 1-5 * * mon,fri\"}"))
                    .orElseThrow();
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }
}
