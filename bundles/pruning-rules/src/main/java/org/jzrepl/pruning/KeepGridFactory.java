// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.osgi.service.component.annotations.Component;

/// Rule `grid`.
@Component
@Supplies(kind = "keep", type = "grid")
public final class KeepGridFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var grid = problems.attempt(() -> rule.required("grid", Grid::parse));
        var name = problems.attempt(() -> rule.required("regex", NamePattern::parse));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepGrid(grid.orElseThrow(), name.orElseThrow());
    }
}
