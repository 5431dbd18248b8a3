// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.testkit.KeepRuleContract;

final class KeepGridContractTest implements KeepRuleContract {
    @Override
    public KeepRule rule() {
        return new KeepGrid(Grid.parse("1x1h(keep=all) | 24x1h | 7x1d(keep=2)"), NamePattern.of("^zrepl_"));
    }
}
