// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.replication.Lab;

/// A receive that was broken off, and what became of the rest.
class ResumptionTest {
    private static final DatasetPath A = DatasetPath.parse("tank/a");

    private Lab lab;
    private Drive drive;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab().dataset("tank/a");
        drive = new Drive();
    }

    @Test
    void an_interrupted_receive_goes_on_where_it_stopped() throws Exception {
        lab.snapshot("tank", "0");
        var size = 3 << 20;
        lab.source.write(A, "big", size, 99);
        lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(
                1,
                new Drive()
                        .run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), Drive.ALL)
                        .failedFilesystems());
        assertTrue(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
        assertEquals(Set.of("@1 zrepl_STEP_J_job"), Lab.anchors(lab.source, A));
        lab.restart();
        lab.source.faults().none();
        var report = drive.run(lab);
        Drive.assertWell(report);
        lab.assertReplicated("tank/a", "1");
        var step = Drive.of(report, "tank/a").steps().getFirst();
        assertTrue(step.step().resumeToken().isPresent());
        assertTrue(step.bytes() < 2 << 20, "only the rest is sent, not " + step.bytes());
        assertEquals(
                Optional.of("off"),
                Lab.placeholder(lab.target, Lab.received("tank/a")).or(() -> Optional.of("off")));
    }

    @Test
    void an_interrupted_incremental_receive_goes_on_where_it_stopped() throws Exception {
        lab.snapshot("tank", "0");
        lab.snapshot("tank/a", "1");
        Drive.assertWell(drive.run(lab));
        lab.source.write(A, "big", 3 << 20, 99);
        var two = lab.snapshot("tank/a", "2");
        lab.snapshot("tank/a", "3");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(1, drive.run(lab).failedFilesystems());
        lab.source.faults().none();
        lab.restart();
        var report = drive.run(lab);
        Drive.assertWell(report);
        lab.assertReplicated("tank/a", "1", "2", "3");
        var step = Drive.of(report, "tank/a").steps().getFirst();
        assertEquals(two.guid(), step.step().to().guid());
        assertTrue(step.step().resumeToken().isPresent() && step.bytes() < 2 << 20);
    }

    @Test
    void a_partial_receive_whose_snapshot_is_gone_is_cleared() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 3 << 20, 99);
        var gone = lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        assertEquals(
                1,
                drive.run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), Drive.ALL)
                        .failedFilesystems());
        lab.source.faults().none();
        lab.source.anchors().release(A, List.of(gone), "zrepl_STEP_J_job");
        lab.source.snapshots().destroy(A, List.of(gone));
        lab.snapshot("tank/a", "2");
        Drive.assertWell(drive.run(lab));
        assertEquals(List.of("2"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        lab.assertReplicated("tank/a", "2");
    }

    @Test
    void a_token_that_the_sender_does_not_accept_is_not_in_the_way() throws Exception {
        lab.snapshot("tank", "0");
        lab.source.write(A, "big", 3 << 20, 99);
        lab.snapshot("tank/a", "1");
        lab.source.faults().breakStreamsAfter(2 << 20);
        drive.run(lab.sender(Lab.JOB, lab.source, "tank/a<"), lab.receiver(), Drive.ALL);
        lab.source.faults().none();
        assertTrue(Lab.look(lab.target, Lab.received("tank/a")).resumeToken().isPresent());
        lab.source.properties().set(A, Map.of("encryption", "aes-256-gcm"));
        var raw = lab.endpoints()
                .sender(
                        Lab.JOB,
                        lab.source,
                        new SendOptions(
                                new DatasetFilter(Map.of("tank/a", true)), true, Set.of(), Bandwidth.UNLIMITED));
        Drive.assertWell(drive.run(raw, lab.receiver(), Drive.ALL));
        lab.assertReplicated("tank/a", "1");
    }
}
