// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.Plan.Conflict;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.testkit.conformance.Case;

/// Checks the planner against one conformance case.
public final class PlanningChecks {
    private static final String TOKEN = "1-token";

    private PlanningChecks() {}

    /// A plan for a situation, group `cases`.
    public static void plan(Case one) {
        var plan = planned(one);
        var expected = one.inner("expect");
        if (expected.has("error") || expected.flag("estimate_error")) {
            // What the reference finds out with a rejected estimate, the planner knows already: the token is dead.
            checkConflict(expected.text("error").orElse("TOKEN_FROM_NOT_FOUND"), expected, plan);
        } else if (expected.list("steps").isEmpty()) {
            assertEquals(one.flag("sender_ph"), plan instanceof Plan.Placeholder, plan.toString());
            assertEquals(!one.flag("sender_ph"), plan instanceof Plan.UpToDate, plan.toString());
        } else {
            var steps = assertInstanceOf(Plan.Catchup.class, plan).steps();
            assertEquals(
                    expected.list("steps"),
                    steps.stream().map(PlanningChecks::row).toList());
        }
    }

    private static void checkConflict(String kind, Case expected, Plan plan) {
        Class<? extends Plan> type = switch (kind) {
            case "NO_SENDER_VERSIONS", "NO_SENDER_SNAPSHOTS" -> Conflict.NothingToSend.class;
            case "NO_COMMON_ANCESTOR" -> Conflict.NoCommonAncestor.class;
            case "DIVERGED" -> Conflict.Diverged.class;
            case "INITIAL_DISABLED" -> Conflict.InitialDisabled.class;
            case "PLACEHOLDER_MISMATCH" -> Conflict.PlaceholderMismatch.class;
            case "TOKEN_UNDECODABLE", "TOKEN_TO_NOT_FOUND", "TOKEN_FROM_EQ_TO", "TOKEN_FROM_NOT_FOUND" ->
                Conflict.DeadToken.class;
            default -> throw new IllegalArgumentException("unknown kind of error " + kind);
        };
        assertInstanceOf(type, plan);
        if (plan instanceof Conflict.Diverged diverged) {
            assertEquals(
                    expected.text("common").orElseThrow(), diverged.common().relativeName());
            assertEquals(expected.texts("sender_only"), names(diverged.senderOnly()));
            assertEquals(expected.texts("receiver_only"), names(diverged.receiverOnly()));
        }
    }

    private static Plan planned(Case one) {
        var initial = Initial.valueOf(one.text("policy").orElse("most_recent").toUpperCase(Locale.ROOT));
        var situation = new Situation(
                Notation.filesystem(one.flag("sender_ph")),
                Notation.revisions(one.texts("sender")),
                one.has("receiver") ? Optional.of(Notation.filesystem(one.flag("receiver_ph"))) : Optional.empty(),
                Notation.revisions(one.texts("receiver")),
                partial(one));
        return new Planner(initial, Protection.RESUMABLE).plan(situation);
    }

    private static Partial partial(Case one) {
        if (!one.has("token")) {
            return new Partial.None();
        }
        var token = one.inner("token");
        if (token.has("error")) {
            return Partial.of(Optional.of("1-0-0-00"));
        }
        return new Partial.Resumable(new ResumeToken(
                TOKEN,
                token.text("from").map(Guid::parse),
                Guid.parse(token.text("to").orElseThrow()),
                token.text("name").orElseThrow(),
                OptionalLong.empty(),
                false,
                false,
                false,
                false,
                false));
    }

    /// A further attempt of a run, group `retry`.
    public static void retry(Case one) {
        var left = one.list("prev");
        var unfinished = left.isEmpty()
                ? List.<Step>of()
                : steps(left).subList(Integer.parseInt(one.text("prev_done").orElseThrow()), left.size());
        var expected = one.list("recommended").isEmpty()
                        && one.text("recommended").orElse("").equals("CANNOT_CORRELATE")
                ? Optional.<List<Step>>empty()
                : Optional.of(steps(one.list("recommended")));
        assertEquals(expected, Continuation.of(unfinished, steps(one.list("new"))));
    }

    private static List<Step> steps(List<?> rows) {
        return rows.stream()
                .map(row -> (List<?>) row)
                .map(row ->
                        Notation.step(row.getFirst().toString(), row.getLast().toString()))
                .toList();
    }

    private static List<?> row(Step step) {
        return Arrays.asList(
                step.from().map(Revision::relativeName).orElse(null),
                step.to().relativeName(),
                step.resumeToken().filter(TOKEN::equals).map(token -> "T").orElse(""));
    }

    private static List<String> names(List<Revision> revisions) {
        return revisions.stream().map(Revision::relativeName).toList();
    }
}
