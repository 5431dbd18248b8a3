// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.ZoneOffset;
import java.util.Map;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.testkit.KeepRuleContract;

final class KeepGfsContractTest implements KeepRuleContract {
    @Override
    public KeepRule rule() {
        return new KeepGfs(Map.of(CalendarPeriod.DAILY, 3, CalendarPeriod.YEARLY, 1), ZoneOffset.UTC, NamePattern.ANY);
    }
}
