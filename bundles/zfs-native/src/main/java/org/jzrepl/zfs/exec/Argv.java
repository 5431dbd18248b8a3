// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.api.zfs.ZfsStreams.Receive;
import org.jzrepl.api.zfs.ZfsStreams.Send;

/// The arguments of each command (`replication-and-zfs.md` 1.3). Names come checked; nothing is quoted.
final class Argv {
    /// How far below the named datasets a listing goes.
    enum Depth {
        ALONE,
        ALL
    }

    private Argv() {}

    /// No `names`: the whole host.
    static List<String> properties(Collection<String> properties, Depth depth, List<String> names) {
        var recursion = depth == Depth.ALL ? List.of("-r") : List.<String>of();
        return joined(
                List.of("get", "-Hp"),
                recursion,
                List.of("-t", "filesystem,volume", "-o", "name,property,value,source", String.join(",", properties)),
                names);
    }

    /// Unordered: [org.jzrepl.api.dataset.Revision#BY_AGE] orders better than `-s createtxg`.
    static List<String> revisions(Depth depth, List<String> names) {
        return list("snapshot,bookmark", depth, names);
    }

    static List<String> snapshots(Depth depth, List<String> names) {
        return list("snapshot", depth, names);
    }

    static List<String> bookmarks(Depth depth, List<String> names) {
        return list("bookmark", depth, names);
    }

    private static List<String> list(String types, Depth depth, List<String> names) {
        var recursion = depth == Depth.ALL ? List.of("-r") : List.of("-d", "1");
        return joined(List.of("list", "-Hp"), recursion, List.of("-t", types, "-o", VersionRow.COLUMNS), names);
    }

    /// Of exactly these snapshots and bookmarks.
    static List<String> identities(List<String> names) {
        return joined(List.of("list", "-Hp", "-t", "snapshot,bookmark", "-o", VersionRow.COLUMNS), names);
    }

    static List<String> snapshot(List<String> names) {
        return joined(List.of("snapshot"), names);
    }

    static List<String> destroy(String revisions) {
        return List.of("destroy", revisions);
    }

    static List<String> destroyDryRun(String revisions) {
        return List.of("destroy", "-nvp", revisions);
    }

    static List<String> rollback(String snapshot) {
        return List.of("rollback", "-r", snapshot);
    }

    static List<String> hold(String tag, List<String> snapshots) {
        return joined(List.of("hold", tag), snapshots);
    }

    static List<String> release(String tag, List<String> snapshots) {
        return joined(List.of("release", tag), snapshots);
    }

    static List<String> holds(List<String> snapshots) {
        return joined(List.of("holds", "-H"), snapshots);
    }

    static List<String> bookmark(String snapshot, String bookmark) {
        return List.of("bookmark", snapshot, bookmark);
    }

    static List<String> set(Map<String, String> values, String dataset) {
        return joined(List.of("set"), pairs(values), List.of(dataset));
    }

    static List<String> create(Map<String, String> values, String dataset) {
        return joined(List.of("create"), each("-o", pairs(values)), List.of(dataset));
    }

    static List<String> send(Send send) {
        return joined(List.of("send"), what(send));
    }

    static List<String> estimate(Send send) {
        return joined(List.of("send", "-n", "-v", "-P"), what(send));
    }

    static List<String> describe(String token) {
        return List.of("send", "-nvt", token);
    }

    static List<String> receive(Receive receive) {
        return joined(
                List.of("recv"),
                receive.force() ? List.of("-F") : List.of(),
                receive.resumable() ? List.of("-s") : List.of(),
                each("-x", List.copyOf(new TreeSet<>(receive.inherit()))),
                each("-o", pairs(receive.override())),
                List.of(receive.dataset() + "@" + receive.snapshot()));
    }

    static List<String> abortReceive(String dataset) {
        return List.of("recv", "-A", dataset);
    }

    private static List<String> what(Send send) {
        if (send.resumeToken().isPresent()) {
            return List.of("-t", send.resumeToken().orElseThrow());
        }
        return joined(
                Stream.of(Flag.values())
                        .filter(send.flags()::contains)
                        .map(Argv::option)
                        .toList(),
                send.from()
                        .map(from -> List.of("-i", send.dataset() + from.relativeName()))
                        .orElse(List.of()),
                List.of(send.dataset() + send.to().relativeName()));
    }

    private static String option(Flag flag) {
        return switch (flag) {
            case RAW -> "-w";
            case PROPERTIES -> "-p";
            case BACKUP_PROPERTIES -> "-b";
            case LARGE_BLOCKS -> "-L";
            case COMPRESSED -> "-c";
            case EMBEDDED_DATA -> "-e";
            case SAVED -> "-S";
        };
    }

    private static List<String> pairs(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList();
    }

    private static List<String> each(String option, List<String> values) {
        return values.stream().flatMap(value -> Stream.of(option, value)).toList();
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        var all = new ArrayList<String>();
        for (var part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
