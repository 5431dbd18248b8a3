// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.osgi.service.component.annotations.Component;

/// Rule `not_replicated`.
@Component
@Supplies(kind = "keep", type = "not_replicated")
public final class KeepNotReplicatedFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var keepsCursor = problems.attempt(() -> rule.optional("keep_snapshot_at_cursor", Numbers::bool, true));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepNotReplicated(keepsCursor.orElseThrow());
    }
}
