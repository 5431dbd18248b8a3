// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.api.replication.Replicator.Initial;

/// Laws of planning over random histories: both sides keep any part of one history, as snapshots, bookmarks
/// or both, and the receiver may have snapshots of its own.
class PlannerPropertyTest {
    record Histories(List<Revision> sender, List<Revision> receiver) {}

    /// What remains of one point in history.
    record Point(boolean sent, boolean bookmarked, boolean received, boolean foreign) {}

    @Property(tries = 2000)
    void the_steps_of_a_plan_chain(@ForAll("histories") Histories histories, @ForAll Initial initial) {
        var steps = steps(histories, initial);
        for (int i = 1; i < steps.size(); i++) {
            assertEquals(Optional.of(steps.get(i - 1).to()), steps.get(i).from());
        }
    }

    @Property(tries = 2000)
    void a_plan_ends_at_the_newest_snapshot_of_the_sender(
            @ForAll("histories") Histories histories, @ForAll Initial initial) {
        var steps = steps(histories, initial);
        if (!steps.isEmpty()) {
            assertEquals(
                    snapshots(histories.sender()).getLast(), steps.getLast().to());
        }
    }

    @Property(tries = 2000)
    void a_plan_starts_at_the_newest_snapshot_of_the_receiver(
            @ForAll("histories") Histories histories, @ForAll Initial initial) {
        steps(histories, initial).stream()
                .findFirst()
                .flatMap(Step::from)
                .ifPresent(from ->
                        assertEquals(snapshots(histories.receiver()).getLast().guid(), from.guid()));
    }

    @Property(tries = 2000)
    void nothing_is_sent_in_full_to_a_receiver_that_has_snapshots(
            @ForAll("histories") Histories histories, @ForAll Initial initial) {
        var full =
                steps(histories, initial).stream().anyMatch(step -> step.from().isEmpty());
        assertFalse(full && !snapshots(histories.receiver()).isEmpty());
    }

    @Property(tries = 2000)
    void up_to_date_means_that_the_receiver_has_the_newest_snapshot(
            @ForAll("histories") Histories histories, @ForAll Initial initial) {
        if (plan(histories, initial) instanceof Plan.UpToDate(var common)) {
            var newest = snapshots(histories.receiver()).getLast();
            assertEquals(newest.guid(), common.guid());
            assertTrue(snapshots(histories.sender()).stream()
                    .allMatch(snapshot -> Revision.BY_AGE.compare(snapshot, common) <= 0));
        }
    }

    @Property(tries = 2000)
    void every_snapshot_since_the_base_is_sent_once(@ForAll("histories") Histories histories, @ForAll Initial initial) {
        var steps = steps(histories, initial);
        if (steps.isEmpty() || steps.getFirst().from().isEmpty()) {
            return;
        }
        var base = steps.getFirst().from().orElseThrow();
        Predicate<Revision> later = revision -> Revision.BY_AGE.compare(revision, base) > 0;
        assertEquals(
                snapshots(histories.sender()).stream()
                        .filter(later)
                        .filter(snapshot -> !snapshot.guid().equals(base.guid()))
                        .toList(),
                steps.stream().map(Step::to).toList());
    }

    @Property(tries = 2000)
    void carrying_out_a_plan_leaves_nothing_to_do(@ForAll("histories") Histories histories, @ForAll Initial initial) {
        var steps = steps(histories, initial);
        if (steps.isEmpty()) {
            return;
        }
        var received = new ArrayList<>(histories.receiver());
        steps.forEach(step -> received.add(
                new Revision.Snapshot(step.to().name(), step.to().guid(), 1000 + received.size(), Instant.EPOCH)));
        assertTrue(plan(new Histories(histories.sender(), received), initial) instanceof Plan.UpToDate);
    }

    @Property(tries = 500)
    void the_order_of_the_listings_does_not_matter(@ForAll("histories") Histories histories, @ForAll Initial initial) {
        var reversed = new Histories(
                histories.sender().reversed(), histories.receiver().reversed());
        assertEquals(plan(histories, initial), plan(reversed, initial));
    }

    @Property(tries = 500)
    void a_retry_never_goes_beyond_what_was_left_over(@ForAll("histories") Histories histories) {
        var fresh = steps(histories, Initial.ALL);
        for (int done = 0; done < fresh.size(); done++) {
            var leftOver = fresh.subList(done, fresh.size() - 1);
            var goingOn = Continuation.of(leftOver, fresh).orElseThrow();
            assertEquals(leftOver.isEmpty() ? fresh.getLast() : leftOver.getLast(), goingOn.getLast());
        }
    }

    @Provide
    Arbitrary<Histories> histories() {
        var bool = Arbitraries.of(true, false);
        var rarely = Arbitraries.integers().between(1, 12).map(n -> n == 1);
        return Combinators.combine(bool, bool, bool, rarely)
                .as(Point::new)
                .list()
                .ofMaxSize(8)
                .map(PlannerPropertyTest::histories);
    }

    private static Histories histories(List<Point> points) {
        var sender = new ArrayList<Revision>();
        var receiver = new ArrayList<Revision>();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            var guid = new Guid(-1L - i);
            if (point.bookmarked()) {
                sender.add(new Revision.Bookmark("b" + i, guid, i + 1, Instant.EPOCH));
            }
            if (point.sent()) {
                sender.add(new Revision.Snapshot("s" + i, guid, i + 1, Instant.EPOCH));
            }
            if (point.received()) {
                receiver.add(new Revision.Snapshot("s" + i, guid, 2 * i + 100, Instant.EPOCH));
            }
            if (point.foreign()) {
                receiver.add(new Revision.Snapshot("f" + i, new Guid(1000 + i), 2 * i + 101, Instant.EPOCH));
            }
        }
        return new Histories(sender, receiver);
    }

    private static List<Step> steps(Histories histories, Initial initial) {
        return plan(histories, initial) instanceof Plan.Catchup(var steps) ? steps : List.of();
    }

    private static Plan plan(Histories histories, Initial initial) {
        return new Planner(initial, Protection.RESUMABLE)
                .plan(new Situation(
                        Notation.filesystem(false),
                        histories.sender(),
                        Optional.of(Notation.filesystem(false)),
                        histories.receiver(),
                        new Partial.None()));
    }

    private static List<Revision> snapshots(List<Revision> revisions) {
        return revisions.stream().filter(Revision.Snapshot.class::isInstance).toList();
    }
}
