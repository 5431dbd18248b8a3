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

/// Rule `last_n`.
@Component
@Supplies(kind = "keep", type = "last_n")
public final class KeepLastNFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var count = problems.attempt(() -> rule.required("count", Numbers.between(1, Integer.MAX_VALUE)));
        var name = problems.attempt(() -> rule.optional("regex", NamePattern::parse, NamePattern.ANY));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepLastN(count.orElseThrow(), name.orElseThrow());
    }
}
