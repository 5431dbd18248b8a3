// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;

/// The rules of one side, to be leased for each pruning.
record KeepRules(String key, List<Part<KeepRule>> parts) {
    KeepRules {
        parts = List.copyOf(parts);
    }

    /// Reads a list of rules, which must not be empty.
    static KeepRules read(Section pruning, String key, boolean replicating, Suppliers suppliers)
            throws ConfigException {
        var sections = pruning.sections(key);
        if (sections.isEmpty()) {
            throw pruning.wrong(key, "needs at least one rule");
        }
        var problems = new Problems();
        var parts = new ArrayList<Part<KeepRule>>();
        for (var section : sections) {
            problems.check(() -> parts.add(rule(section, replicating, suppliers)));
        }
        problems.throwIfAny();
        return new KeepRules(key, parts);
    }

    private static Part<KeepRule> rule(Section section, boolean replicating, Suppliers suppliers)
            throws ConfigException {
        return suppliers.part(KeepRuleFactory.class, section, (factory, unread) -> {
            var rule = factory.create(unread);
            if (rule.needsReplication() && !replicating) {
                throw section.wrong("type", "has no meaning in a job without replication");
            }
            return rule;
        });
    }

    /// Leases all rules for one pruning.
    Leased lease() throws InterruptedException {
        var leases = new ArrayList<Lease<KeepRule>>();
        try {
            for (var part : parts) {
                leases.add(part.lease());
            }
        } catch (InterruptedException e) {
            leases.forEach(Lease::close);
            throw e;
        }
        var named = new ArrayList<PrunePlanner.NamedRule>();
        for (int i = 0; i < parts.size(); i++) {
            named.add(new PrunePlanner.NamedRule(
                    key + "[" + i + "] " + parts.get(i).type(), leases.get(i).get()));
        }
        return new Leased(named, leases);
    }

    record Leased(List<PrunePlanner.NamedRule> rules, List<Lease<KeepRule>> leases) implements AutoCloseable {
        @Override
        public void close() {
            leases.forEach(Lease::close);
        }
    }
}
