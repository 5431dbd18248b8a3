// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Zones;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.osgi.service.component.annotations.Component;

/// Rule `gfs`.
@Component
@Supplies(kind = "keep", type = "gfs")
public final class KeepGfsFactory implements KeepRuleFactory {
    @Override
    public KeepRule create(Section rule) throws ConfigException {
        var problems = new Problems();
        var counts = new EnumMap<CalendarPeriod, Integer>(CalendarPeriod.class);
        for (var period : CalendarPeriod.values()) {
            var key = period.name().toLowerCase(Locale.ROOT);
            problems.attempt(() -> rule.optional(key, Numbers.between(0, Integer.MAX_VALUE), 0))
                    .ifPresent(count -> counts.put(period, count));
        }
        var zone = problems.attempt(() -> rule.optional("time_zone", Zones::parse, ZoneOffset.UTC));
        var name = problems.attempt(() -> rule.optional("regex", NamePattern::parse, NamePattern.ANY));
        if (counts.size() == CalendarPeriod.values().length
                && counts.values().stream().allMatch(n -> n == 0)) {
            problems.check(() -> {
                throw rule.wrong("", "keeps nothing: set at least one of hourly, daily, weekly, monthly, yearly");
            });
        }
        problems.check(rule::done);
        problems.throwIfAny();
        return new KeepGfs(counts, zone.orElseThrow(), name.orElseThrow());
    }
}
