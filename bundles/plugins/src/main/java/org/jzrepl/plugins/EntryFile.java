// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jzrepl.api.control.Plugins.Origin;
import org.osgi.framework.Version;

/// An [Entry] as a file of properties.
final class EntryFile {
    private EntryFile() {}

    static void write(Path file, Entry entry) throws IOException {
        var values = new Properties();
        values.setProperty("name", entry.id().name());
        values.setProperty("version", entry.id().version().toString());
        values.setProperty("source", entry.source());
        values.setProperty("sha256", entry.sha256());
        values.setProperty("origin", entry.origin().name());
        values.setProperty("signer", entry.signature().signer());
        values.setProperty("trusted", Boolean.toString(entry.signature().trusted()));
        values.setProperty("accepted", Boolean.toString(entry.accepted()));
        values.setProperty("override", Boolean.toString(entry.override()));
        values.setProperty("standing", entry.standing().name());
        values.setProperty("since", entry.since().toString());
        entry.quarantine().ifPresent(why -> values.setProperty("quarantine", why));
        try (var out = Files.newBufferedWriter(file)) {
            values.store(out, "written by jzrepl");
        }
    }

    static Entry read(Path file) throws IOException {
        var values = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
            return new Entry(
                    new PluginId(value(values, "name"), Version.parseVersion(value(values, "version"))),
                    value(values, "source"),
                    value(values, "sha256"),
                    Origin.valueOf(value(values, "origin")),
                    new Signature(value(values, "signer"), Boolean.parseBoolean(value(values, "trusted"))),
                    Boolean.parseBoolean(value(values, "accepted")),
                    Boolean.parseBoolean(value(values, "override")),
                    Entry.Standing.valueOf(value(values, "standing")),
                    Optional.ofNullable(values.getProperty("quarantine")),
                    Instant.parse(value(values, "since")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + " is damaged: " + e.getMessage() + "; remove it with its jar", e);
        }
    }

    private static String value(Properties values, String key) {
        return Optional.ofNullable(values.getProperty(key))
                .orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }
}
