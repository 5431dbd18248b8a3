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
import java.util.Optional;
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
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.EncryptionOverwriteException;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

class LocalReceiverTest {
    private static final DatasetPath CLIENT = DatasetPath.parse("backup/sink/laptop");

    private Lab lab;
    private Snapshot one;
    private Snapshot two;

    @BeforeEach
    void two_snapshots() throws IOException, InterruptedException {
        lab = new Lab().dataset("tank/a").dataset("tank/a/b");
        one = lab.snapshot("tank/a", "1");
        two = lab.snapshot("tank/a", "2");
    }

    private void receive(Receiver receiver, Step step) throws IOException, InterruptedException {
        receiver.receive(step, lab.sender().send(step));
    }

    private Receiver sink(PlaceholderEncryption encryption) {
        return lab.endpoints().receiver(Lab.JOB, lab.target, CLIENT, Lab.receiving(encryption));
    }

    private DatasetPath local(String path) {
        return DatasetPath.parse(path).below(CLIENT);
    }

    private Set<String> anchors() throws IOException, InterruptedException {
        return Lab.anchors(lab.target, Lab.received("tank/a"));
    }

    @Test
    void the_newest_received_snapshot_is_held() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a", one));
        assertEquals(Set.of("@1 zrepl_last_received_J_job"), anchors());
        receive(lab.receiver(), Lab.incremental("tank/a", one, two));
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
        receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one));
        receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", one, two));
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
        receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one));
        receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", one, two));
        receive(lab.receiver(Lab.JOB, zfs), Lab.incremental("tank/a", two, lab.snapshot("tank/a", "3")));
        lab.receiver(Lab.JOB, zfs).filesystems();
        assertEquals(Set.of("@3 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void whether_to_hold_depends_on_whether_the_dataset_was_there() throws Exception {
        var onlyFirst = new Protection(Guarantee.RESUMABILITY, Guarantee.NOTHING);
        receive(lab.receiver(), Lab.protectedBy(Lab.full("tank/a", one), onlyFirst));
        assertEquals(Set.of("@1 zrepl_last_received_J_job"), anchors());
        receive(lab.receiver(), Lab.protectedBy(Lab.incremental("tank/a", one, two), onlyFirst));
        assertEquals(Set.of(), anchors());
    }

    @Test
    void the_holds_of_others_stay() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a", one));
        var received = Lab.look(lab.target, Lab.received("tank/a")).held();
        lab.target.anchors().hold(Lab.received("tank/a"), received, "zrepl_last_received_J_other");
        receive(lab.receiver(), Lab.incremental("tank/a", one, two));
        assertEquals(Set.of("@1 zrepl_last_received_J_other", "@2 zrepl_last_received_J_job"), anchors());
    }

    @Test
    void clients_see_only_what_is_below_their_root() throws Exception {
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop"), Map.of());
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop2"), Map.of());
        lab.target.properties().create(DatasetPath.parse("backup/sink/laptop/tank"), Map.of());
        assertEquals(
                List.of("tank"),
                sink(PlaceholderEncryption.OFF).filesystems().stream()
                        .map(filesystem -> filesystem.path().toString())
                        .toList());
    }

    @Test
    void a_new_client_has_nothing_yet() throws Exception {
        assertEquals(List.of(), sink(PlaceholderEncryption.OFF).filesystems());
    }

    @Test
    void a_missing_root_is_not_created() throws Exception {
        var rootless = new ReceiveOptions(
                DatasetPath.parse("backup/other"), PlaceholderEncryption.OFF, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        var receiver = lab.endpoints().receiver(Lab.JOB, lab.target, DatasetPath.parse("backup/other/c"), rootless);
        assertTrue(assertThrows(ZfsException.class, receiver::filesystems)
                .getMessage()
                .contains("create it"));
        assertThrows(ZfsException.class, () -> receive(receiver, Lab.full("tank/a", one)));
        assertFalse(Lab.exists(lab.target, DatasetPath.parse("backup/other")));
    }

    @Test
    void a_pool_that_is_not_imported_is_told_from_a_missing_dataset() {
        var elsewhere = new ReceiveOptions(
                DatasetPath.parse("usb/sink"), PlaceholderEncryption.OFF, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        var receiver = lab.endpoints().receiver(Lab.JOB, lab.target, DatasetPath.parse("usb/sink"), elsewhere);
        var failure = assertThrows(ZfsException.class, () -> receive(receiver, Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("import it"), failure.getMessage());
    }

    @Test
    void missing_ancestors_become_unmountable_placeholders() throws Exception {
        receive(sink(PlaceholderEncryption.OFF), Lab.full("tank/a", one));
        for (var path : List.of(CLIENT, local("tank"))) {
            var properties = Lab.look(lab.target, path).properties();
            assertTrue(properties.get(Dataset.PLACEHOLDER).isLocal("on"), path.toString());
            assertTrue(properties.get("mountpoint").isLocal("none"), path.toString());
            assertTrue(properties.get("encryption").isLocal("off"), path.toString());
        }
    }

    @Test
    void encryption_of_placeholders_is_not_guessed() throws Exception {
        var receiver = sink(PlaceholderEncryption.UNSPECIFIED);
        var failure = assertThrows(ZfsException.class, () -> receive(receiver, Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("recv.placeholder.encryption"), failure.getMessage());
        assertTrue(Lab.exists(lab.target, CLIENT), "the client's own root inherits");
        assertFalse(Lab.exists(lab.target, local("tank")));
    }

    @Test
    void inherited_encryption_is_not_set() throws Exception {
        receive(sink(PlaceholderEncryption.INHERIT), Lab.full("tank/a", one));
        assertFalse(Lab.look(lab.target, local("tank"))
                .properties()
                .get("encryption")
                .isLocal("off"));
    }

    @Test
    void a_placeholder_is_filled_and_is_none_afterwards() throws Exception {
        var b = lab.snapshot("tank/a/b", "1");
        receive(lab.receiver(), Lab.full("tank/a/b", b));
        assertTrue(isPlaceholder("tank/a"));
        receive(lab.receiver(), Lab.full("tank/a", one));
        assertFalse(isPlaceholder("tank/a"));
        assertEquals(Optional.of("off"), Lab.placeholder(lab.target, Lab.received("tank/a")));
        lab.assertReplicated("tank/a", "1");
        lab.assertReplicated("tank/a/b", "1");
    }

    private boolean isPlaceholder(String path) throws IOException, InterruptedException {
        return lab.receiver().filesystems().stream()
                .anyMatch(filesystem -> filesystem.path().equals(DatasetPath.parse(path)) && filesystem.placeholder());
    }

    @Test
    void a_placeholder_that_cannot_be_filled_stays_one() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        var zfs = new WatchedZfs(lab.target, (call, on) -> {
            if (call.equals("receive -F")) {
                throw new ZfsException("out of space");
            }
        });
        assertThrows(ZfsException.class, () -> receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one)));
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void beside_a_placeholder_that_cannot_become_encrypted_the_receive_is_begun() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        lab.source.write(DatasetPath.parse("tank/a"), "large", 3 << 20, 99);
        var large = lab.snapshot("tank/a", "large");
        var refusing = new WatchedZfs(lab.target, (call, _) -> {
            if (call.equals("receive -F")) {
                throw new EncryptionOverwriteException("it would become encrypted");
            }
        });
        var receiver = lab.receiver(Lab.JOB, refusing);
        var failure = assertThrows(ZfsException.class, () -> receive(receiver, Lab.full("tank/a", large)));
        var aside = Lab.received("tank/a.zrepl.initial-recv");
        assertTrue(failure.getMessage().contains("rename " + aside), failure.getMessage());
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
        assertTrue(Lab.look(lab.target, aside).resumeToken().isPresent());
        assertThrows(ZfsException.class, () -> receive(receiver, Lab.full("tank/a", large)));
    }

    @Test
    void filling_a_placeholder_goes_on_by_force_and_an_incremental_receive_without() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        lab.source.write(DatasetPath.parse("tank/a"), "big", 2 << 20, 9);
        var big = lab.snapshot("tank/a", "3");
        lab.source.write(DatasetPath.parse("tank/a"), "big", 2 << 20, 10);
        var bigger = lab.snapshot("tank/a", "4");
        assertEquals(List.of("receive -F", "receive -F"), brokenAndResumed(Lab.full("tank/a", big)));
        assertEquals(List.of("receive", "receive"), brokenAndResumed(Lab.incremental("tank/a", big, bigger)));
        lab.assertReplicated("tank/a", "3", "4");
    }

    /// How the two parts of a step were received that broke in the middle.
    private List<String> brokenAndResumed(Step step) throws IOException, InterruptedException {
        var calls = new ArrayList<String>();
        var receiver = lab.receiver(Lab.JOB, new WatchedZfs(lab.target, (call, on) -> calls.add(call)));
        lab.source.faults().breakStreamsAfter(1 << 20);
        assertThrows(IOException.class, () -> receive(receiver, step));
        var token = Lab.look(lab.target, Lab.received("tank/a")).resumeToken();
        assertTrue(token.isPresent());
        receive(receiver, new Step(step.filesystem(), step.from(), step.to(), token, step.protection()));
        return calls.stream().filter(call -> call.startsWith("receive")).toList();
    }

    @Test
    void a_placeholder_whose_snapshot_is_held_is_not_overwritten() throws Exception {
        receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        var precious = Lab.snapshot(lab.target, Lab.received("tank/a"), "precious");
        lab.target.anchors().hold(Lab.received("tank/a"), List.of(precious), "keep");
        var failure = assertThrows(ZfsException.class, () -> receive(lab.receiver(), Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("@precious"), failure.getMessage());
        assertEquals(List.of("precious"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void a_real_dataset_is_never_overwritten() throws Exception {
        lab.target.properties().create(Lab.received("tank"), Map.of());
        lab.target.properties().create(Lab.received("tank/a"), Map.of());
        lab.target.write(Lab.received("tank/a"), "precious", 10, 1);
        assertThrows(ZfsException.class, () -> receive(lab.receiver(), Lab.full("tank/a", one)));
        assertEquals(
                Set.of("precious"), lab.target.content(Lab.received("tank/a")).keySet());
    }

    @Test
    void a_stream_that_never_comes_costs_no_partial_receive() throws Exception {
        lab.source.write(DatasetPath.parse("tank/a"), "big", 2 << 20, 9);
        var big = lab.snapshot("tank/a", "3");
        lab.source.faults().breakStreamsAfter(1 << 20);
        assertThrows(IOException.class, () -> receive(lab.receiver(), Lab.full("tank/a", big)));
        var token = Lab.look(lab.target, Lab.received("tank/a")).resumeToken();
        lab.source.faults().breakStreamsAfter(0);
        assertThrows(IOException.class, () -> receive(lab.receiver(), Lab.full("tank/a", big)));
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
        receive(lab.receiver(), Lab.full("tank/a", one));
        var calls = new ArrayList<String>();
        var receiver = lab.receiver(Lab.JOB, new WatchedZfs(lab.target, (call, on) -> calls.add(call + " " + on)));
        receiver.filesystems();
        receive(receiver, Lab.incremental("tank/a", one, two));
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
