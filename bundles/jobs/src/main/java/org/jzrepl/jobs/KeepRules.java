// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.jobs.PrunePlanner.NamedRule;

/// The rules of one side, to be leased for each pruning.
record KeepRules(String key, List<Part<Entry>> parts) {
    KeepRules {
        parts = List.copyOf(parts);
    }

    /// One entry of the list: a supplier's rule, and the engine's own beside it.
    record Entry(KeepRule rule, Optional<KeepNewest> minKeep) {}

    /// Reads a list of rules, which must not be empty.
    static KeepRules read(Section pruning, String key, boolean replicating, Suppliers suppliers)
            throws ConfigException {
        var sections = pruning.sections(key);
        if (sections.isEmpty()) {
            throw pruning.wrong(key, "needs at least one rule");
        }
        var problems = new Problems();
        var parts = new ArrayList<Part<Entry>>();
        for (var section : sections) {
            problems.check(() -> parts.add(suppliers.part(
                    KeepRuleFactory.class, section, (factory, unread) -> entry(factory, unread, replicating))));
        }
        problems.throwIfAny();
        return new KeepRules(key, parts);
    }

    private static Entry entry(KeepRuleFactory factory, Section section, boolean replicating) throws ConfigException {
        var problems = new Problems();
        var minKeep = problems.attempt(() -> section.<Optional<KeepNewest>>optional(
                "min_keep",
                value -> Optional.of(
                        new KeepNewest(Numbers.between(1, Integer.MAX_VALUE).parse(value))),
                Optional.empty()));
        var rule = problems.attempt(() -> factory.create(section));
        if (rule.filter(made -> made.needsReplication() && !replicating).isPresent()) {
            problems.check(() -> {
                throw section.wrong("type", "has no meaning in a job without replication");
            });
        }
        problems.throwIfAny();
        return new Entry(rule.orElseThrow(), minKeep.orElseThrow());
    }

    /// Leases all rules for one pruning.
    ///
    /// @throws KeepRuleException if nothing supplies one of them, or a supplier that came meanwhile refuses the
    ///     configuration: then nothing of the side may be destroyed
    Leased lease() throws KeepRuleException {
        var leases = new ArrayList<Lease<Entry>>();
        boolean complete = false;
        try {
            for (int i = 0; i < parts.size(); i++) {
                leases.add(lease(i));
            }
            complete = true;
        } finally {
            if (!complete) {
                leases.forEach(Lease::close);
            }
        }
        return leased(leases);
    }

    private Lease<Entry> lease(int index) throws KeepRuleException {
        try {
            return parts.get(index)
                    .tryLease()
                    .orElseThrow(() -> new KeepRuleException(name(index), "is not there: nothing supplies it now"));
        } catch (IllegalStateException e) {
            throw new KeepRuleException(name(index), "is not there: " + e.getMessage(), e);
        }
    }

    private Leased leased(List<Lease<Entry>> leases) {
        var rules = new ArrayList<NamedRule>();
        var suppliers = new ArrayList<String>();
        for (int i = 0; i < leases.size(); i++) {
            var lease = leases.get(i);
            var place = key + "[" + i + "]";
            rules.add(new NamedRule(name(i), lease.get().rule()));
            lease.get()
                    .minKeep()
                    .ifPresent(newest -> rules.add(new NamedRule(place + " min_keep " + newest.count(), newest)));
            suppliers.add(name(i) + " (" + lease.supplier() + ")");
        }
        return new Leased(rules, suppliers, leases);
    }

    private String name(int index) {
        return key + "[" + index + "] " + parts.get(index).type();
    }

    /// `suppliers`: the rules with what supplies them, for logs: `keep_sender[0] grid (org.jzrepl.pruning-rules
    /// 1.0.0)`.
    record Leased(List<NamedRule> rules, List<String> suppliers, List<Lease<Entry>> leases) implements AutoCloseable {
        @Override
        public void close() {
            leases.forEach(Lease::close);
        }
    }
}
