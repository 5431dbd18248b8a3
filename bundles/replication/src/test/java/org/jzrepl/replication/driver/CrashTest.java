// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// The daemon dies at each of its calls of ZFS in turn, just before and just after it; a new one must then
/// finish the job, with equal content and nothing left behind.
class CrashTest {
    private static final int BOUND = 500;
    private static final String A = "tank/a";
    private static final String B = "tank/a/b";
    private static final ReplicationOptions ALL = new ReplicationOptions(Protection.RESUMABLE, Initial.ALL, 1, 1);

    /// Dies at call number `at`, and answers no call after that.
    private static final class Death implements WatchedZfs.Watch {
        private final int at;
        private final boolean afterwards;
        private final AtomicInteger calls = new AtomicInteger();

        Death(int at, boolean afterwards) {
            this.at = at;
            this.afterwards = afterwards;
        }

        @Override
        public void before(String call, DatasetPath dataset) throws ZfsException {
            int number = calls.incrementAndGet();
            if (number > at || number == at && !afterwards) {
                throw new ZfsException("the daemon died before " + call + " of " + dataset);
            }
        }

        @Override
        public void after(String call, DatasetPath dataset) throws ZfsException {
            if (calls.get() >= at && afterwards) {
                throw new ZfsException("the daemon died after " + call + " of " + dataset);
            }
        }

        boolean came() {
            return calls.get() >= at;
        }
    }

    /// What is on both hosts before the run that dies, and with which options it runs.
    @FunctionalInterface
    private interface Story {
        void prepare(Lab lab) throws IOException, InterruptedException;
    }

    enum Moment {
        BEFORE,
        AFTER
    }

    @ParameterizedTest
    @EnumSource
    void during_a_first_replication(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(A, "1");
            lab.snapshot(B, "1");
            lab.snapshot(B, "2");
        });
    }

    @ParameterizedTest
    @EnumSource
    void during_incremental_steps(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(A, "1");
            lab.snapshot(B, "1");
            finish(lab);
            lab.snapshot(A, "2");
            lab.snapshot(A, "3");
            lab.snapshot(B, "2");
        });
    }

    @ParameterizedTest
    @EnumSource
    void during_incremental_steps_that_only_bookmark(Moment moment) throws Exception {
        var marks = new Protection(Guarantee.INCREMENTAL, Guarantee.INCREMENTAL);
        diesEverywhere(moment, new ReplicationOptions(marks, Initial.ALL, 1, 1), lab -> {
            var one = lab.snapshot(A, "1");
            lab.snapshot(B, "1");
            finish(lab);
            lab.snapshot(A, "2");
            lab.source.snapshots().destroy(DatasetPath.parse(A), List.of(one));
            lab.snapshot(A, "3");
        });
    }

    @ParameterizedTest
    @EnumSource
    void while_a_placeholder_is_filled(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(B, "1");
            Drive.assertWell(new Drive().run(lab.sender(Lab.JOB, lab.source, B), lab.receiver(), ALL));
            lab.snapshot(A, "1");
            lab.snapshot(A, "2");
        });
    }

    @ParameterizedTest
    @EnumSource
    void while_a_placeholder_that_was_snapshotted_is_filled(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(B, "1");
            Drive.assertWell(new Drive().run(lab.sender(Lab.JOB, lab.source, B), lab.receiver(), ALL));
            Lab.snapshot(lab.target, Lab.received(A), "recursive-1");
            Lab.snapshot(lab.target, Lab.received(A), "recursive-2");
            lab.snapshot(A, "1");
        });
    }

    @ParameterizedTest
    @EnumSource
    void while_an_interrupted_receive_goes_on(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(B, "1");
            Drive.assertWell(new Drive().run(lab.sender(Lab.JOB, lab.source, B), lab.receiver(), ALL));
            breakOff(lab, 1 << 20);
        });
    }

    @ParameterizedTest
    @EnumSource
    void while_a_dead_partial_receive_is_cleared(Moment moment) throws Exception {
        diesEverywhere(moment, ALL, lab -> {
            lab.snapshot(B, "1");
            Drive.assertWell(new Drive().run(lab.sender(Lab.JOB, lab.source, B), lab.receiver(), ALL));
            breakOff(lab, 1 << 20);
            var a = DatasetPath.parse(A);
            var gone = Lab.look(lab.source, a).held();
            lab.source.anchors().release(a, gone, "zrepl_STEP_J_job");
            lab.source.snapshots().destroy(a, gone);
            lab.snapshot(A, "3");
        });
    }

    @Test
    void wherever_the_stream_breaks_the_next_run_completes_it() throws Exception {
        for (int bytes = 1; bytes < 2 << 20; bytes = bytes * 3 + 1) {
            var lab = new Lab().dataset(A).dataset(B);
            lab.snapshot(B, "1");
            breakOff(lab, bytes);
            converges(lab, "broken after " + bytes + " bytes");
        }
    }

    private static void finish(Lab lab) throws InterruptedException {
        Drive.assertWell(new Drive().run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), ALL));
    }

    /// Leaves `tank/a@1`, which is large, received in part.
    private static void breakOff(Lab lab, int bytes) throws IOException, InterruptedException {
        lab.source.write(DatasetPath.parse(A), "big", 2 << 20, 7);
        lab.snapshot(A, "1");
        lab.source.faults().breakStreamsAfter(bytes);
        var report = new Drive().run(lab.sender(Lab.JOB, lab.source, A), lab.receiver(), ALL);
        assertEquals(1, report.failedFilesystems(), report.toString());
        lab.source.faults().none();
    }

    private static void diesEverywhere(Moment moment, ReplicationOptions options, Story story) throws Exception {
        for (int at = 1; at < BOUND; at++) {
            var lab = new Lab().dataset(A).dataset(B);
            story.prepare(lab);
            lab.restart();
            var death = new Death(at, moment == Moment.AFTER);
            new Drive()
                    .run(
                            lab.sender(Lab.JOB, new WatchedZfs(lab.source, death), "tank/a<"),
                            lab.receiver(Lab.JOB, new WatchedZfs(lab.target, death)),
                            options);
            converges(lab, "died " + moment + " call " + at);
            if (!death.came()) {
                assertTrue(at > 8, "the story is too short: " + at + " calls");
                return;
            }
        }
        fail("the run never ended by itself");
    }

    /// A new daemon finishes, and nothing is left of what went before; nor is it after a further snapshot.
    private static void converges(Lab lab, String how) throws Exception {
        lab.restart();
        var report = new Drive().run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), ALL);
        assertEquals(0, report.failedFilesystems(), how + ": " + report);
        for (var path : List.of(A, B)) {
            assertNothingIsLeftBehind(lab, path, how);
        }
        lab.snapshot(A, "last");
        lab.snapshot(B, "last");
        finish(lab);
        for (var path : List.of(A, B)) {
            lab.assertReplicated(path, "last");
            assertNothingIsLeftBehind(lab, path, how);
        }
    }

    /// The newest snapshot is on both sides, with its anchors and no others.
    private static void assertNothingIsLeftBehind(Lab lab, String path, String how) throws Exception {
        var local = Lab.look(lab.target, Lab.received(path));
        var newest = (Revision.Snapshot) Lab.look(lab.source, DatasetPath.parse(path)).revisions().stream()
                .filter(Revision.Snapshot.class::isInstance)
                .toList()
                .getLast();
        lab.assertReplicated(path, newest.name());
        assertEquals(
                Set.of("#zrepl_CURSOR_G_" + newest.guid().hex() + "_J_job"),
                Lab.anchors(lab.source, DatasetPath.parse(path)),
                how);
        assertEquals(
                Set.of("@" + newest.name() + " zrepl_last_received_J_job"),
                Lab.anchors(lab.target, Lab.received(path)),
                how);
        assertEquals(Optional.empty(), local.resumeToken(), how);
        assertTrue(
                Optional.ofNullable(local.properties().get(Dataset.PLACEHOLDER))
                        .filter(property -> property.source() == Property.Source.LOCAL)
                        .filter(property -> !property.value().equals("off"))
                        .isEmpty(),
                how + ": " + local.properties());
    }
}
