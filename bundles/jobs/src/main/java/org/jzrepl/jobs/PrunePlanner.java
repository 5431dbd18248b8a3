// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.prune.KeepRule;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.api.prune.PrunePlan.Verdict;

/// Decides what pruning one filesystem destroys, with a reason for everything it keeps. Pure.
record PrunePlanner(PruneSide side, List<NamedRule> rules) {
    /// What spares the receiver's snapshot at the cursor, whatever the rules say: the next step starts from
    /// it. On the sender a bookmark stands for it; on the receiver nothing could.
    static final String COMMON_BASE = "newest common snapshot";

    /// What spares whatever the receiver has beyond the cursor: it may have come without the sender's hearing of
    /// it, and then the next step starts from there.
    static final String UNCONFIRMED = "newer than the newest common snapshot that is known";

    private static final String NO_RULE = "there is no rule";

    PrunePlanner {
        rules = List.copyOf(rules);
    }

    /// A rule as the configuration calls it: `keep_sender[0] grid`.
    record NamedRule(String name, KeepRule rule) {}

    private record Kept(String by, Set<Candidate> candidates) {}

    /// @param versions as the pruned side lists them
    /// @param cursor the newest snapshot that the receiver is known to have
    /// @throws KeepRuleException if a rule misbehaves: then nothing of the side may be destroyed
    PrunePlan plan(DatasetPath filesystem, List<Revision> versions, Guid cursor) throws KeepRuleException {
        return judged(filesystem, history(versions, cursor), cursor);
    }

    /// The same for a history whose snapshots are marked as replicated already.
    PrunePlan judged(DatasetPath filesystem, List<Candidate> history, Guid cursor) throws KeepRuleException {
        var kept = new ArrayList<Kept>();
        var all = Set.copyOf(history);
        for (var rule : rules) {
            kept.add(new Kept(rule.name(), kept(rule, history, all)));
        }
        if (rules.isEmpty()) {
            kept.add(new Kept(NO_RULE, all));
        }
        if (side == PruneSide.RECEIVER) {
            var base = from(cursor, history);
            kept.add(new Kept(COMMON_BASE, Set.copyOf(base.subList(0, Math.min(1, base.size())))));
            kept.add(new Kept(UNCONFIRMED, Set.copyOf(base.subList(Math.min(1, base.size()), base.size()))));
        }
        return new PrunePlan(filesystem, verdicts(history, kept));
    }

    /// Plans stay in the status until the next run: what keeps many snapshots is there once.
    private static List<Verdict> verdicts(List<Candidate> history, List<Kept> kept) {
        var verdicts = new ArrayList<Verdict>(history.size());
        var known = new HashMap<List<String>, List<String>>();
        for (var candidate : history) {
            var keepers = new ArrayList<String>(kept.size());
            for (var one : kept) {
                if (one.candidates().contains(candidate)) {
                    keepers.add(one.by());
                }
            }
            var shared = known.get(keepers);
            if (shared == null) {
                shared = List.copyOf(keepers);
                known.put(shared, shared);
            }
            verdicts.add(new Verdict(candidate, shared));
        }
        return verdicts;
    }

    /// From the snapshot at the cursor on; where that is missing, the newest.
    private static List<Candidate> from(Guid cursor, List<Candidate> history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).snapshot().guid().equals(cursor)) {
                return history.subList(i, history.size());
            }
        }
        return history.subList(Math.max(0, history.size() - 1), history.size());
    }

    /// Replicated is what is older than the snapshot at the cursor; that one only where a rule of the sender
    /// releases it.
    private List<Candidate> history(List<Revision> versions, Guid cursor) {
        var snapshots = versions.stream()
                .sorted(Revision.BY_AGE)
                .filter(Revision.Snapshot.class::isInstance)
                .map(Revision.Snapshot.class::cast)
                .toList();
        boolean released = side == PruneSide.SENDER
                && rules.stream().anyMatch(named -> named.rule().releasesCursor());
        Optional<Revision.Snapshot> at =
                snapshots.stream().filter(one -> one.guid().equals(cursor)).findFirst();
        var history = new ArrayList<Candidate>();
        boolean older = at.isPresent();
        for (var snapshot : snapshots) {
            boolean isCursor = at.filter(snapshot::equals).isPresent();
            older &= !isCursor;
            history.add(new Candidate(snapshot, older || isCursor && released));
        }
        return List.copyOf(history);
    }

    /// What a rule keeps; one that throws, or names what it was not given, is not to be trusted with a
    /// snapshot. A bundle that is being taken away makes its classes throw errors of linkage.
    private static Set<Candidate> kept(NamedRule named, List<Candidate> history, Set<Candidate> all)
            throws KeepRuleException {
        try {
            var kept = Set.copyOf(named.rule().keep(history));
            if (all.containsAll(kept)) {
                return kept;
            }
        } catch (RuntimeException | LinkageError e) {
            throw new KeepRuleException(named.name(), "failed: " + e, e);
        }
        throw new KeepRuleException(named.name(), "names snapshots that it was not given");
    }
}
