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
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.EncryptionOverwriteException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

/// What is made on the receiver for datasets that are not received yet, and what a stream may take the place of.
class PlaceholdersTest {
    private Lab lab;
    private Snapshot one;

    @BeforeEach
    void a_snapshot() throws IOException, InterruptedException {
        lab = new Lab().dataset("tank/a").dataset("tank/a/b");
        one = lab.snapshot("tank/a", "1");
    }

    private DatasetPath local(String path) {
        return DatasetPath.parse(path).below(Lab.CLIENT);
    }

    @Test
    void missing_ancestors_become_unmountable_placeholders() throws Exception {
        lab.receive(lab.sink(PlaceholderEncryption.OFF), Lab.full("tank/a", one));
        for (var path : List.of(Lab.CLIENT, local("tank"))) {
            var properties = Lab.look(lab.target, path).properties();
            assertTrue(properties.get(Dataset.PLACEHOLDER).isLocal("on"), path.toString());
            assertTrue(properties.get("mountpoint").isLocal("none"), path.toString());
            assertTrue(properties.get("encryption").isLocal("off"), path.toString());
        }
    }

    @Test
    void encryption_of_placeholders_is_not_guessed() throws Exception {
        var receiver = lab.sink(PlaceholderEncryption.UNSPECIFIED);
        var failure = assertThrows(ZfsException.class, () -> lab.receive(receiver, Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("recv.placeholder.encryption"), failure.getMessage());
        assertTrue(Lab.exists(lab.target, Lab.CLIENT), "the client's own root inherits");
        assertFalse(Lab.exists(lab.target, local("tank")));
    }

    @Test
    void inherited_encryption_is_not_set() throws Exception {
        lab.receive(lab.sink(PlaceholderEncryption.INHERIT), Lab.full("tank/a", one));
        assertFalse(Lab.look(lab.target, local("tank"))
                .properties()
                .get("encryption")
                .isLocal("off"));
    }

    @Test
    void a_placeholder_is_filled_and_is_none_afterwards() throws Exception {
        var b = lab.snapshot("tank/a/b", "1");
        lab.receive(lab.receiver(), Lab.full("tank/a/b", b));
        assertTrue(isPlaceholder("tank/a"));
        lab.receive(lab.receiver(), Lab.full("tank/a", one));
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
        lab.receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        var zfs = new WatchedZfs(lab.target, (call, on) -> {
            if (call.equals("receive -F")) {
                throw new ZfsException("out of space");
            }
        });
        assertThrows(ZfsException.class, () -> lab.receive(lab.receiver(Lab.JOB, zfs), Lab.full("tank/a", one)));
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void beside_a_placeholder_that_cannot_become_encrypted_the_receive_is_begun() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        lab.source.write(DatasetPath.parse("tank/a"), "large", 3 << 20, 99);
        var large = lab.snapshot("tank/a", "large");
        var refusing = new WatchedZfs(lab.target, (call, _) -> {
            if (call.equals("receive -F")) {
                throw new EncryptionOverwriteException("it would become encrypted");
            }
        });
        var receiver = lab.receiver(Lab.JOB, refusing);
        var failure = assertThrows(ZfsException.class, () -> lab.receive(receiver, Lab.full("tank/a", large)));
        var aside = Lab.received("tank/a.zrepl.initial-recv");
        assertTrue(failure.getMessage().contains("rename " + aside), failure.getMessage());
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
        assertTrue(Lab.look(lab.target, aside).resumeToken().isPresent());
        assertThrows(ZfsException.class, () -> lab.receive(receiver, Lab.full("tank/a", large)));
    }

    @Test
    void filling_a_placeholder_goes_on_by_force_and_an_incremental_receive_without() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
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
        assertThrows(IOException.class, () -> lab.receive(receiver, step));
        var token = Lab.look(lab.target, Lab.received("tank/a")).resumeToken();
        assertTrue(token.isPresent());
        lab.receive(receiver, new Step(step.filesystem(), step.from(), step.to(), token, step.protection()));
        return calls.stream().filter(call -> call.startsWith("receive")).toList();
    }

    @Test
    void a_placeholder_whose_snapshot_is_held_is_not_overwritten() throws Exception {
        lab.receive(lab.receiver(), Lab.full("tank/a/b", lab.snapshot("tank/a/b", "1")));
        var precious = Lab.snapshot(lab.target, Lab.received("tank/a"), "precious");
        lab.target.anchors().hold(Lab.received("tank/a"), List.of(precious), "keep");
        var failure = assertThrows(ZfsException.class, () -> lab.receive(lab.receiver(), Lab.full("tank/a", one)));
        assertTrue(failure.getMessage().contains("@precious"), failure.getMessage());
        assertEquals(List.of("precious"), Lab.snapshots(lab.target, Lab.received("tank/a")));
        assertEquals(Optional.of("on"), Lab.placeholder(lab.target, Lab.received("tank/a")));
    }

    @Test
    void a_real_dataset_is_never_overwritten() throws Exception {
        lab.target.properties().create(Lab.received("tank"), Map.of());
        lab.target.properties().create(Lab.received("tank/a"), Map.of());
        lab.target.write(Lab.received("tank/a"), "precious", 10, 1);
        assertThrows(ZfsException.class, () -> lab.receive(lab.receiver(), Lab.full("tank/a", one)));
        assertEquals(
                Set.of("precious"), lab.target.content(Lab.received("tank/a")).keySet());
    }
}
