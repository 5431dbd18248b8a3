// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.api.zfs.ZfsStreams.Receive;
import org.jzrepl.api.zfs.ZfsStreams.Send;

final class ArgvTest {
    private static final DatasetPath DATASET = DatasetPath.parse("tank/a b");
    private static final Revision.Snapshot TO = new Revision.Snapshot("2", new Guid(2), 2, Instant.EPOCH);
    private static final Revision FROM = new Revision.Bookmark("1", new Guid(1), 1, Instant.EPOCH);

    @Test
    void a_full_send_names_the_snapshot_alone() {
        assertEquals(List.of("send", "tank/a b@2"), Argv.send(send(Optional.empty(), Set.of(), Optional.empty())));
    }

    @Test
    void flags_of_a_send_stand_in_their_order() {
        assertEquals(
                List.of("send", "-w", "-p", "-b", "-L", "-c", "-e", "-S", "-i", "tank/a b#1", "tank/a b@2"),
                Argv.send(send(Optional.of(FROM), EnumSet.allOf(Flag.class), Optional.empty())));
    }

    @Test
    void a_resumed_send_has_its_token_alone() {
        assertEquals(
                List.of("send", "-t", "1-abc"),
                Argv.send(send(Optional.of(FROM), EnumSet.allOf(Flag.class), Optional.of("1-abc"))));
    }

    @Test
    void an_estimate_is_a_dry_run_of_the_send() {
        assertEquals(
                List.of("send", "-n", "-v", "-P", "-t", "1-abc"),
                Argv.estimate(send(Optional.of(FROM), Set.of(), Optional.of("1-abc"))));
    }

    @Test
    void a_receive_excludes_before_it_overrides() {
        assertEquals(
                List.of("recv", "-F", "-s", "-x", "a", "-x", "b", "-o", "c=1 2", "-o", "d=", "tank/a b@2"),
                Argv.receive(new Receive(DATASET, "2", true, true, Map.of("d", "", "c", "1 2"), Set.of("b", "a"))));
        assertEquals(
                List.of("recv", "tank/a b@2"),
                Argv.receive(new Receive(DATASET, "2", false, false, Map.of(), Set.of())));
    }

    @Test
    void a_listing_of_the_whole_host_names_nothing() {
        assertEquals(
                List.of("get", "-Hp", "-r", "-t", "filesystem,volume", "-o", "name,property,value,source", "type"),
                Argv.properties(List.of("type"), Argv.Depth.ALL, List.of()));
    }

    @Test
    void a_dataset_is_created_with_its_properties() {
        assertEquals(
                List.of("create", "-o", "mountpoint=none", "-o", "zrepl:placeholder=on", "p/x"),
                Argv.create(Map.of("zrepl:placeholder", "on", "mountpoint", "none"), "p/x"));
    }

    private static Send send(Optional<Revision> from, Set<Flag> flags, Optional<String> token) {
        return new Send(DATASET, from, TO, flags, token);
    }
}
