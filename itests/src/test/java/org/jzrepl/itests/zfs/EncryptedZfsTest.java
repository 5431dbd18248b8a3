// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;

/// Encrypted datasets on real OpenZFS: sent raw to a host without the key, or in the clear into what the receiver
/// encrypts itself.
@Tag("zfs")
final class EncryptedZfsTest {
    private static final String KEEP_ALL = "{type: regex, regex: \".*\"}";
    private static final String ENCRYPTED =
            "-o encryption=aes-256-gcm -o keyformat=raw -o keylocation=file:///tmp/jzrepl.key ";

    private final ZfsGuest guest = ZfsGuest.of("2.1");

    @TempDir
    private Path temporary;

    @Test
    void raw_sends_need_no_key_on_the_receiver_and_the_copy_opens_with_the_senders() throws Exception {
        var push = push("raw", "", "{placeholder: {encryption: inherit}}", "send: {encrypted: true}");
        guest.shell("zfs create " + ENCRYPTED + "tank/raw/secret\nzfs create tank/raw/plain\n"
                + "head -c 500000 /dev/urandom > /raw/secret/one\nzfs snapshot -r tank/raw@1");
        var copy = push.copy("tank/raw/secret");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var errors = daemon.run(GuestPush.JOB).errors();
            assertTrue(errors.stream().allMatch(error -> error.contains("tank/raw/plain")), errors.toString());
            assertTrue(errors.getFirst().contains("the dataset is not encrypted"), errors.toString());
            guest.shell("zfs destroy -r tank/raw/plain\nhead -c 300000 /dev/urandom > /raw/secret/two\n"
                    + "zfs snapshot tank/raw/secret@2");
            var second = daemon.run(GuestPush.JOB);
            assertEquals(List.of(), second.errors());
            assertEquals("@1", second.steps().getFirst().from());
        }
        assertEquals("aes-256-gcm unavailable " + copy, properties(copy));
        guest.shell("zfs load-key -L file:///tmp/jzrepl.key " + copy);
        for (var snapshot : List.of("@1", "@2")) {
            assertEquals(guest.checksums("tank/raw/secret" + snapshot), guest.checksums(copy + snapshot));
        }
        assertEquals(2, guest.checksums(copy + "@2").size());
    }

    @Test
    void what_is_sent_in_the_clear_is_encrypted_by_the_receivers_root_as_are_placeholders() throws Exception {
        var push = push("inherit", ENCRYPTED, "{placeholder: {encryption: inherit}}", "");
        replicate(push, "inherit");
        var copy = push.copy("tank/inherit/data");
        assertEquals("aes-256-gcm available backup/inherit", properties(copy));
        assertEquals("aes-256-gcm available backup/inherit", properties(push.copy("tank")));
        assertEquals(guest.checksums("tank/inherit/data@2"), guest.checksums(copy + "@2"));
    }

    @Test
    void placeholders_can_do_without_encryption_below_an_encrypted_root() throws Exception {
        var push = push("off", ENCRYPTED, "{placeholder: {encryption: off}}", "");
        replicate(push, "off");
        var copy = push.copy("tank/off/data");
        assertEquals("off - -", properties(push.copy("tank")));
        assertEquals("off - -", properties(copy));
        assertEquals(guest.checksums("tank/off/data@2"), guest.checksums(copy + "@2"));
    }

    private GuestPush push(String name, String rootOptions, String recv, String more) throws Exception {
        guest.shell("[ -e /tmp/jzrepl.key ] || head -c 32 /dev/urandom > /tmp/jzrepl.key\n"
                + "zfs create -o mountpoint=/" + name + " tank/" + name + "\n"
                + "zfs create " + rootOptions + "backup/" + name);
        return new GuestPush(guest, new DaemonFolder(temporary), name).configure(guest.zfs(), recv, KEEP_ALL, more);
    }

    /// An unencrypted dataset, twice: in full, then what is new.
    private void replicate(GuestPush push, String name) throws Exception {
        var data = "tank/" + name + "/data";
        guest.shell("zfs create " + data + "\nhead -c 500000 /dev/urandom > /" + name + "/data/one\nzfs snapshot "
                + data + "@1\nhead -c 300000 /dev/urandom > /" + name + "/data/two\nzfs snapshot " + data + "@2");
        try (var daemon = DaemonProcess.start(push.folder())) {
            assertEquals(List.of(), daemon.run(GuestPush.JOB).errors());
        }
    }

    /// Encryption, whether the key is there, and whose it is.
    private String properties(String dataset) throws Exception {
        return guest.shell("zfs get -H -o value encryption,keystatus,encryptionroot " + dataset)
                .strip()
                .replace('\n', ' ');
    }
}
