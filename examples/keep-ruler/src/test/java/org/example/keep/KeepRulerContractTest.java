// SPDX-License-Identifier: Apache-2.0
package org.example.keep;

import java.time.Duration;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.testkit.KeepRuleContract;

/// What every keep rule must fulfil.
final class KeepRulerContractTest implements KeepRuleContract {
    @Override
    public KeepRule rule() {
        return new KeepRuler(Duration.ofMinutes(10), 4);
    }
}
