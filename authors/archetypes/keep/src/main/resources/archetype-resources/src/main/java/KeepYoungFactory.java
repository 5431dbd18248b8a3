// SPDX-License-Identifier: Apache-2.0
package ${package};

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.ZreplDuration;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.osgi.service.component.annotations.Component;

/// Rule `${type}`: reads its keys, and says all that is wrong with them at once.
@Component
@Supplies(kind = "keep", type = "${type}")
public final class KeepYoungFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var age = problems.attempt(() -> rule.required("age", ZreplDuration::positive));
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepYoung(age.orElseThrow());
    }
}
