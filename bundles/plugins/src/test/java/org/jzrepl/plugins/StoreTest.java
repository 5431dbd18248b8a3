// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.control.Plugins.Origin;
import org.osgi.framework.Version;

final class StoreTest {
    @TempDir
    Path folder = Path.of("");

    private static Entry entry(String version) {
        return new Entry(
                new PluginId("com.acme.month", Version.parseVersion(version)),
                "/tmp/with = and \u00fc.jar",
                "00",
                Origin.PINNED,
                new Signature("CN=acme, O=Acme", true),
                false,
                true,
                Entry.Standing.DISABLED,
                Optional.of("two\nlines"),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void what_was_saved_is_read_again() throws IOException {
        var store = Store.at(folder.resolve("store"));
        store.save(entry("1.10.0"));
        store.save(entry("1.9.0"));
        assertEquals(
                List.of(entry("1.9.0"), entry("1.10.0")),
                Store.at(folder.resolve("store")).entries());
    }

    @Test
    void a_damaged_entry_does_not_hide_the_others() throws IOException {
        var store = Store.at(folder.resolve("store"));
        store.save(entry("1.0.0"));
        Files.writeString(folder.resolve("store/broken_1.0.0.properties"), "name=broken");
        assertEquals(List.of(entry("1.0.0")), store.entries());
    }

    @Test
    void a_folder_that_others_may_write_is_refused() throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
        var refused = assertThrows(IOException.class, () -> Store.at(open));
        assertTrue(refused.getMessage().contains("chmod go-w"), refused.getMessage());
    }

    @Test
    void a_folder_of_somebody_else_is_refused() throws IOException {
        var theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.setOwner(
                theirs, theirs.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwx------"));
        var refused = assertThrows(IOException.class, () -> Store.at(theirs));
        assertTrue(refused.getMessage().contains("belongs to nobody"), refused.getMessage());
    }

    @Test
    void a_mark_survives_until_it_is_taken_away() throws IOException {
        var store = Store.at(folder.resolve("store"));
        store.mark(entry("1.0.0").id());
        assertEquals(
                Optional.of("com.acme.month@1.0.0"),
                Store.at(folder.resolve("store")).marked());
        store.unmark();
        assertEquals(Optional.empty(), store.marked());
    }
}
