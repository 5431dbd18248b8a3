// SPDX-License-Identifier: Apache-2.0
package org.example.keep;

import java.time.Duration;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.ZreplDuration;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.osgi.service.component.annotations.Component;

/// Rule `ruler`: reads its keys, and says all that is wrong with them at once.
@Component
@Supplies(kind = "keep", type = "ruler")
public final class KeepRulerFactory implements KeepRuleFactory {
    private static final int MOST = 1000;

    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var unit = problems.attempt(() -> rule.optional("unit", ZreplDuration::positive, Duration.ofHours(1)));
        var perDoubling = problems.attempt(() -> rule.required("per_doubling", Numbers.between(1, MOST)));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepRuler(unit.orElseThrow(), perDoubling.orElseThrow());
    }
}
