// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /// @param versions as the pruned side lists them
    /// @param cursor the newest snapshot that the receiver is known to have
    /// @throws KeepRuleException if a rule misbehaves: then nothing of the side may be destroyed
    PrunePlan plan(DatasetPath filesystem, List<Revision> versions, Guid cursor) throws KeepRuleException {
        return judged(filesystem, history(versions, cursor), cursor);
    }

    /// The same for a history whose snapshots are marked as replicated already.
    PrunePlan judged(DatasetPath filesystem, List<Candidate> history, Guid cursor) throws KeepRuleException {
        var keepers = new Keepers(history);
        for (var rule : rules) {
            keepers.add(rule.name(), kept(rule, history));
        }
        if (rules.isEmpty()) {
            keepers.add(NO_RULE, history);
        }
        if (side == PruneSide.RECEIVER) {
            var base = from(cursor, history);
            keepers.add(COMMON_BASE, base.subList(0, Math.min(1, base.size())));
            keepers.add(UNCONFIRMED, base.subList(Math.min(1, base.size()), base.size()));
        }
        return new PrunePlan(filesystem, keepers.verdicts());
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
        int at = 0;
        while (at < snapshots.size() && !snapshots.get(at).guid().equals(cursor)) {
            at++;
        }
        var history = new ArrayList<Candidate>();
        for (int i = 0; i < snapshots.size(); i++) {
            boolean replicated = at < snapshots.size() && (i < at || i == at && released);
            history.add(new Candidate(snapshots.get(i), replicated));
        }
        return List.copyOf(history);
    }

    /// What a rule keeps; one that throws is not to be trusted with a snapshot. A bundle that is being taken away
    /// makes its classes throw errors of linkage.
    private static List<Candidate> kept(NamedRule named, List<Candidate> history) throws KeepRuleException {
        try {
            return List.copyOf(named.rule().keep(history));
        } catch (RuntimeException | LinkageError e) {
            throw new KeepRuleException(named.name(), "failed: " + e, e);
        }
    }

    /// Who keeps each snapshot of a history. Used by one thread.
    private static final class Keepers {
        private final List<Candidate> history;
        private final Map<Candidate, List<String>> namesByCandidate;

        Keepers(List<Candidate> history) {
            this.history = history;
            this.namesByCandidate = HashMap.newHashMap(history.size());
            history.forEach(candidate -> namesByCandidate.put(candidate, new ArrayList<>(1)));
        }

        /// A rule that names what it was not given is not to be trusted either.
        void add(String name, Collection<Candidate> kept) throws KeepRuleException {
            for (var candidate : kept) {
                var names = namesByCandidate.get(candidate);
                if (names == null) {
                    throw new KeepRuleException(name, "names snapshots that it was not given");
                }
                names.add(name);
            }
        }

        List<Verdict> verdicts() {
            var verdicts = new ArrayList<Verdict>(history.size());
            history.forEach(candidate -> verdicts.add(new Verdict(candidate, namesByCandidate.get(candidate))));
            return verdicts;
        }
    }
}
