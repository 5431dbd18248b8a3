// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.testkit.KeepRuleContract;

final class KeepLastNContractTest implements KeepRuleContract {
    @Override
    public KeepRule rule() {
        return new KeepLastN(5, NamePattern.of("^zrepl_"));
    }
}
