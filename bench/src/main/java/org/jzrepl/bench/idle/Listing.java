// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench.idle;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/// Two pools in the steady state of a push, as files with what `zfs list` and `zfs get` print of them, and the
/// program `zfs` that prints them and notes each of its calls.
///
/// Each dataset has a snapshot for each hour, the newest of them with the sender's cursor and the receiver's
/// hold.
record Listing(Path folder, int datasets, int snapshots) {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'zrepl_'yyyyMMdd'_'HHmmss'_000'").withZone(ZoneOffset.UTC);
    private static final String SENDER = "tank/data";
    private static final String RECEIVER = "backup/sink/here/tank/data";

    Path zfs() {
        return folder.resolve("zfs");
    }

    Path calls() {
        return folder.resolve("calls");
    }

    void write() throws IOException {
        var newest = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        write(SENDER, "sender", newest, "0");
        write(RECEIVER, "receiver", newest, "1");
        Files.writeString(zfs(), SCRIPT.replace("FOLDER", folder.toString()));
        Files.setPosixFilePermissions(zfs(), PosixFilePermissions.fromString("rwx------"));
    }

    /// `refs`: the holds on the newest snapshot.
    private void write(String root, String side, Instant newest, String refs) throws IOException {
        var guids = new Random(1); // the same on both sides
        try (var properties = Files.newBufferedWriter(folder.resolve(side + ".datasets"));
                var snaps = Files.newBufferedWriter(folder.resolve(side + ".snapshots"));
                var marks = Files.newBufferedWriter(folder.resolve(side + ".bookmarks"))) {
            for (var parent = RECEIVER.startsWith(root) ? "backup/sink/here" : root;
                    parent.length() < root.length(); ) {
                dataset(properties, parent, "on\tlocal", newest);
                parent = root.substring(0, (root + "/").indexOf('/', parent.length() + 1));
            }
            dataset(properties, root, root.equals(RECEIVER) ? "on\tlocal" : "-\t-", newest);
            for (int i = 0; i < datasets; i++) {
                var path = root + "/d%05d".formatted(i);
                dataset(properties, path, root.equals(RECEIVER) ? "off\tlocal" : "-\t-", newest);
                long last = 0;
                for (int j = snapshots - 1; j >= 0; j--) {
                    last = guids.nextLong();
                    var taken = newest.minus(j, ChronoUnit.HOURS);
                    snaps.write(row(path + "@" + NAME.format(taken), last, snapshots - j, taken, j == 0 ? refs : "0"));
                }
                if (side.equals("sender")) {
                    var cursor = "#zrepl_CURSOR_G_%016x_J_idle".formatted(last);
                    marks.write(row(path + cursor, last, snapshots, newest, "-"));
                }
            }
        }
    }

    private static String row(String name, long guid, int txg, Instant creation, String refs) {
        return name + "\t" + Long.toUnsignedString(guid) + "\t" + txg + "\t" + creation.getEpochSecond() + "\t" + refs
                + "\n";
    }

    /// Path, GUID, placeholder with its source, time of the last change.
    private static void dataset(BufferedWriter file, String path, String placeholder, Instant changed)
            throws IOException {
        file.write(path + "\t" + Integer.toUnsignedString(path.hashCode()) + "\t" + placeholder + "\t"
                + changed.getEpochSecond() + "\n");
    }

    /// Answers what an idle run asks, and nothing else. With `NO_SNAPSHOTS_CHANGED` in its environment it is
    /// older than 2.2.
    private static final String SCRIPT = """
            #!/bin/sh
            echo "$*" >> FOLDER/calls
            case "$*" in
            *snapshots_changed*)
                if [ -n "${NO_SNAPSHOTS_CHANGED:-}" ]; then
                    echo "bad property list: invalid property 'snapshots_changed'" >&2
                    echo "usage:" >&2
                    exit 2
                fi ;;
            esac
            case "$*" in
            *backup/sink/here*) side=receiver ;;
            *tank/data*) side=sender ;;
            *) echo "not recorded: zfs $*" >&2; exit 2 ;;
            esac
            case "$*" in
            "get -Hp -r "*)
                exec awk -v FS='\\t' -v OFS='\\t' -v wanted="$8" 'BEGIN { n = split(wanted, names, ",") } {
                    for (i = 1; i <= n; i++) {
                        value = "-"; source = "-"
                        if (names[i] == "type") value = "filesystem"
                        else if (names[i] == "guid") value = $2
                        else if (names[i] == "zrepl:placeholder") { value = $3; source = $4 }
                        else if (names[i] == "snapshots_changed") value = $5
                        else if (names[i] == "encryption") { value = "off"; source = "default" }
                        print $1, names[i], value, source
                    }
                }' FOLDER/$side.datasets ;;
            "list -Hp -r -t snapshot,bookmark "*) exec cat FOLDER/$side.snapshots FOLDER/$side.bookmarks ;;
            "list -Hp -r -t bookmark "*) exec cat FOLDER/$side.bookmarks ;;
            *) echo "not recorded: zfs $*" >&2; exit 2 ;;
            esac
            """;
}
