// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

class LocalReceiverTest {
    private Lab lab;
    private Snapshot one;
    private Snapshot two;

    @BeforeEach
    void two_snapshots() throws IOException, InterruptedException {
        lab = new Lab().dataset("tank/a").dataset("tank/a/b");
        one = lab.snapshot("tank/a", "1");
        two = lab.snapshot("tank/a", "2");
    }

    private Set<String> anchors() throws IOException, InterruptedException {
        return Lab.anchors(lab.target, Lab.received("tank/a"));
    }

    @Test
    void the_newest_received_snapshot_is_held() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a", one));
        assertEquals(Set.of("@1 zrepl_last_received_J_job"), anchors());
        lab.receive(lab.receiver(), Lab.incremental("tank/a", one, two));
        assertEquals(Set.of("@2 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void a_hold_that_zfs_would_not_take_off_goes_at_the_next_listing() throws Exception {
        var refusals = new ArrayList<>(List.of("once", "twice"));
        var zfs = new WatchedZfs(lab.target, (call, _) -> {
            if (call.equals("release") && !refusals.isEmpty()) {
                throw new ZfsException("release refused " + refusals.removeFirst());
            }
        });
        lab.receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one));
        lab.receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", one, two));
        var both = Set.of("@1 zrepl_last_received_J_job", "@2 zrepl_last_received_J_job");
        assertEquals(both, anchors());
        lab.receiver(new JobName("other"), zfs).filesystems();
        assertEquals(both, anchors());
        lab.receiver(Lab.JOB, zfs).filesystems();
        assertEquals(both, anchors());
        lab.receiver(Lab.JOB, zfs).filesystems();
        assertEquals(Set.of("@2 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void a_hold_that_zfs_would_not_take_off_does_not_cost_a_later_step_its_own() throws Exception {
        var refusals = new ArrayList<>(List.of("once"));
        var zfs = new WatchedZfs(lab.target, (call, _) -> {
            if (call.equals("release") && !refusals.isEmpty()) {
                throw new ZfsException("release refused " + refusals.removeFirst());
            }
        });
        lab.receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one));
        lab.receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", one, two));
        lab.receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", two, lab.snapshot("tank/a", "3")));
        lab.receiver(Lab.JOB, zfs).filesystems();
        assertEquals(Set.of("@3 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void whether_to_hold_depends_on_whether_the_dataset_was_there() throws Exception {
        var onlyFirst = new Protection(Guarantee.RESUMABILITY, Guarantee.NOTHING);
        lab.receive(lab.receiver(), Lab.protectedBy(Lab.full("tank/a", one), onlyFirst));
        assertEquals(Set.of("@1 zrepl_last_received_J_job"), anchors());
        lab.receive(lab.receiver(), Lab.protectedBy(Lab.incremental("tank/a", one, two), onlyFirst));
        assertEquals(Set.of(), anchors());
    }

    @Test
    void the_holds_of_others_stay() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a", one));
        var received = Lab.look(lab.target, Lab.received("tank/a")).held();
        lab.target.anchors().hold(Lab.received("tank/a"), received, "zrepl_last_received_J_other");
        lab.receive(lab.receiver(), Lab.incremental("tank/a", one, two));
        assertEquals(Set.of("@1 zrepl_last_received_J_other", "@2 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void clients_see_only_what_is_below_their_root() throws Exception {
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop"), Map.of());
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop2"), Map.of());
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop/tank"), Map.of());
        assertEquals(
                List.of("tank"),
                lab.sink(PlaceholderEncryption.OFF).filesystems().stream()
                        .map(filesystem -> filesystem.path().toString())
                        .toList());
    }

    @Test
    void a_new_client_has_nothing_yet() throws Exception {
        assertEquals(List.of(), lab.sink(PlaceholderEncryption.OFF).filesystems());
    }

    @Test
    void a_missing_root_is_not_created() throws Exception {
        var rootless = new ReceiveOptions(
                DatasetPath.parse("backup/other"), PlaceholderEncryption.OFF, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        var receiver = lab.endpoints().receiver(Lab.JOB, lab.target, DatasetPath.parse("backup/other/c"), rootless);
        assertTrue(assertThrows(ZfsException.class, receiver::filesystems)
                .getMessage()
                .contains("create it"));
        assertThrows(ZfsException.class, () -> lab.receive(receiver, Lab.full("tank/a", one)));
        assertFalse(Lab.exists(lab.target, DatasetPath.parse("backup/other")));
    }

    @Test
    void a_pool_that_is_not_imported_is_told_from_a_missing_dataset() {
        var elsewhere = new ReceiveOptions(
                DatasetPath.parse("usb/sink"), PlaceholderEncryption.OFF, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        var receiver = lab.endpoints().receiver(Lab.JOB, lab.target, DatasetPath.parse("usb/sink"), elsewhere);
        var failure = assertThrows(ZfsException.class, () -> lab.receive(receiver, Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("import it"), failure.getMessage());
    }

    @Test
    void a_stream_that_never_comes_costs_no_partial_receive() throws Exception {
        lab.source.write(DatasetPath.parse("tank/a"), "big", 2 << 20, 9);
        var big = lab.snapshot("tank/a", "3");
        lab.source.faults().breakStreamsAfter(1 << 20);
        assertThrows(IOException.class, () -> lab.receive(lab.receiver(), Lab.full("tank/a", big)));
        var token = Lab.look(lab.target, Lab.received("tank/a")).resumeToken();
        lab.source.faults().breakStreamsAfter(0);
        assertThrows(IOException.class, () -> lab.receive(lab.receiver(), Lab.full("tank/a", big)));
        assertTrue(token.isPresent());
        assertEquals(token, Lab.look(lab.target, Lab.received("tank/a")).resumeToken());
    }

    @Test
    void properties_are_overridden_and_left_out_as_configured() throws Exception {
        var a = DatasetPath.parse("tank/a");
        lab.source.properties().set(a, Map.of("x:kind", "original", "x:owner", "me", "x:other", "stays"));
        var withProperties = new SendOptions(
                new DatasetFilter(Map.of("tank<", true)), false, Set.of(Flag.PROPERTIES), Bandwidth.UNLIMITED);
        var options = new ReceiveOptions(
                Lab.SINK,
                PlaceholderEncryption.OFF,
                Map.of("x:kind", "backup"),
                Set.of("x:owner"),
                Bandwidth.UNLIMITED);
        var step = Lab.full("tank/a", one);
        lab.endpoints()
                .receiver(Lab.JOB, lab.target, Lab.SINK, options)
                .receive(
                        step,
                        lab.endpoints()
                                .sender(Lab.JOB, lab.source, withProperties)
                                .send(step));
        var received = lab.target
                .catalog()
                .look(Lab.received("tank/a"), new Scan(Set.of("x:kind", "x:owner", "x:other"), false))
                .orElseThrow()
                .properties();
        assertEquals("backup", received.get("x:kind").value());
        assertEquals("stays", received.get("x:other").value());
        assertFalse(received.containsKey("x:owner"));
    }

    @Test
    void a_snapshot_of_another_guid_is_reported_and_kept() throws Exception {
        var announced = new Snapshot("1", new Guid(one.guid().bits() ^ 1), 1, one.creation());
        var sending = lab.sender().send(Lab.full("tank/a", one));
        var failure =
                assertThrows(ZfsException.class, () -> lab.receiver().receive(Lab.full("tank/a", announced), sending));
        assertTrue(failure.getMessage().contains("GUID"), failure.getMessage());
        assertEquals(List.of("1"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        assertEquals(Set.of(), anchors());
    }

    @Test
    void an_incremental_step_reads_and_changes_that_dataset_alone() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a", one));
        var calls = new ArrayList<String>();
        var receiver = lab.receiver(Lab.JOB, new WatchedZfs(lab.target, (call, on) -> calls.add(call + " " + on)));
        receiver.filesystems();
        lab.receive(receiver, Lab.incremental("tank/a", one, two));
        var a = " " + Lab.received("tank/a");
        var expected = List.of(
                "scan backup/sink", "look" + a, "receive" + a, "identify" + a, "hold" + a, "holds" + a, "release" + a);
        assertEquals(expected, calls);
        var names = receiver.revisions(DatasetPath.parse("tank/a")).stream()
                .map(Revision::name)
                .toList();
        assertEquals(List.of("1", "2"), names);
        assertEquals(expected, calls, "what was received is known");
    }
}
