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

/// Rule `regex`.
@Component
@Supplies(kind = "keep", type = "regex")
public final class KeepMatchingFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var name = problems.attempt(() -> rule.required("regex", NamePattern::parse));
        var negate = problems.attempt(() -> rule.optional("negate", Numbers::bool, false));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepMatching(name.orElseThrow(), negate.orElseThrow());
    }
}
