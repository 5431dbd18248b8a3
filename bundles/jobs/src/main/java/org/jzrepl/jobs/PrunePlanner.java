// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.ArrayList;
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
    PrunePlanner {
        rules = List.copyOf(rules);
    }

    /// A rule as the configuration calls it: `keep_sender[0] grid`.
    record NamedRule(String name, KeepRule rule) {}

    /// @param versions as the pruned side lists them
    /// @param cursor the newest snapshot that the receiver is known to have
    /// @throws IllegalStateException if a rule misbehaves: then nothing of the side may be destroyed
    PrunePlan plan(DatasetPath filesystem, List<Revision> versions, Guid cursor) {
        var history = history(versions, cursor);
        var kept = rules.stream().map(rule -> kept(rule, history)).toList();
        var verdicts = new ArrayList<Verdict>();
        for (var candidate : history) {
            verdicts.add(new Verdict(candidate, keepers(candidate, cursor, kept)));
        }
        return new PrunePlan(filesystem, verdicts);
    }

    private List<String> keepers(Candidate candidate, Guid cursor, List<Set<Candidate>> kept) {
        var keepers = new ArrayList<String>();
        for (int i = 0; i < rules.size(); i++) {
            if (kept.get(i).contains(candidate)) {
                keepers.add(rules.get(i).name());
            }
        }
        if (rules.isEmpty()) {
            keepers.add("there is no rule");
        }
        // On the sender a bookmark stands for it; on the receiver nothing could.
        if (side == PruneSide.RECEIVER && candidate.snapshot().guid().equals(cursor)) {
            keepers.add("newest common snapshot");
        }
        return keepers;
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

    /// What a rule keeps; one that throws, or names what it was not given, is not to be trusted with a snapshot.
    private static Set<Candidate> kept(NamedRule named, List<Candidate> history) {
        Set<Candidate> kept;
        try {
            kept = named.rule().keep(history);
        } catch (RuntimeException e) {
            throw new IllegalStateException("rule " + named.name() + " failed, so everything is kept: " + e, e);
        }
        if (!Set.copyOf(history).containsAll(kept)) {
            throw new IllegalStateException("rule " + named.name() + " names foreign snapshots, so everything is kept");
        }
        return kept;
    }
}
