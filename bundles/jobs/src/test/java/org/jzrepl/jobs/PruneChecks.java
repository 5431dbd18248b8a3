// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Bookmark;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.prune.KeepRule.Candidate;
import org.jzrepl.api.prune.PrunePlan;
import org.jzrepl.testkit.conformance.Case;

/// Checks of one case of `prune-cases.yml` each.
final class PruneChecks {
    private static final Instant COMMON = Instant.parse("2026-03-09T14:05:07Z");
    private static final DatasetPath FILESYSTEM = DatasetPath.parse("tank/a");
    private static final Guid NOT_THERE = new Guid(-1);

    private PruneChecks() {}

    static void rules(Case one) throws ConfigException, KeepRuleException, InterruptedException {
        var history = new ArrayList<Candidate>();
        for (var value : one.list("snapshots")) {
            var snapshot = new Case((Map<?, ?>) value);
            long txg = history.size() + 1;
            history.add(new Candidate(
                    new Snapshot(snapshot.string("name"), new Guid(txg), txg, taken(snapshot)),
                    snapshot.flag("replicated")));
        }
        try (var leased = Configured.rules(one.list("rules")).lease()) {
            var plan = new PrunePlanner(PruneSide.LOCAL, leased.rules()).judged(FILESYSTEM, history, NOT_THERE);
            assertEquals(Set.copyOf(one.texts("destroy")), givenUpByRules(plan));
        }
    }

    static void invalid(Case one) {
        var refused = assertThrows(ConfigException.class, () -> Configured.rules(one.list("rules")));
        assertFalse(refused.problems().isEmpty());
        assertTrue(refused.problems().getFirst().line() > 0, refused::getMessage);
    }

    static void planner(Case one) throws Exception {
        var side = PruneSide.valueOf(one.string("side").toUpperCase(Locale.ROOT));
        var target = new ListedSide(FILESYSTEM, versions(one));
        var cursor = one.text("cursor").map(Guid::parse);
        try (var leased = Configured.rules(withCursorOption(one)).lease()) {
            var report = new SidePlanner(new PrunePlanner(side, leased.rules()))
                    .plan(Stock.of(target), new ListedSide.Cursor(FILESYSTEM, cursor))
                    .getFirst();
            assertTrue(report.error().orElse("").contains(one.string("error")), report::toString);
            assertEquals(one.has("error"), report.error().isPresent());
            assertEquals(Set.copyOf(one.texts("replicated")), replicated(report.plan()));
            assertEquals(Set.copyOf(one.texts("destroy")), givenUpByRules(report.plan()));
        }
    }

    private static List<Revision> versions(Case one) {
        return one.list("versions").stream()
                .map(value -> version(new Case((Map<?, ?>) value)))
                .toList();
    }

    private static Revision version(Case one) {
        var guid = Guid.parse(one.string("guid"));
        long txg = one.unsigned("createtxg");
        return one.string("type").equals("bookmark")
                ? new Bookmark(one.string("name"), guid, txg, taken(one))
                : new Snapshot(one.string("name"), guid, txg, taken(one));
    }

    private static Instant taken(Case one) {
        return COMMON.minusSeconds(one.unsigned("age"));
    }

    /// The cases write the option of the `not_replicated` rules beside the list.
    private static List<?> withCursorOption(Case one) {
        if (!one.has("keep_snapshot_at_cursor")) {
            return one.list("rules");
        }
        return one.list("rules").stream()
                .map(value -> {
                    var rule = new LinkedHashMap<Object, Object>((Map<?, ?>) value);
                    if (rule.get("type").equals("not_replicated")) {
                        rule.put("keep_snapshot_at_cursor", one.flag("keep_snapshot_at_cursor"));
                    }
                    return rule;
                })
                .toList();
    }

    private static Set<String> replicated(PrunePlan plan) {
        return plan.verdicts().stream()
                .map(verdict -> verdict.candidate())
                .filter(Candidate::replicated)
                .map(candidate -> candidate.snapshot().name())
                .collect(Collectors.toSet());
    }

    /// The cases describe the rules. What spares the receiver's common base and what may be one is beyond
    /// them: see `PrunePlannerTest`.
    private static Set<String> givenUpByRules(PrunePlan plan) {
        return plan.verdicts().stream()
                .filter(verdict -> Set.of(PrunePlanner.COMMON_BASE, PrunePlanner.UNCONFIRMED)
                        .containsAll(verdict.keptBy()))
                .map(verdict -> verdict.candidate().snapshot().name())
                .collect(Collectors.toSet());
    }
}
