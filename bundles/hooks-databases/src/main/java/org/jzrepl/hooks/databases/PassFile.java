// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// PostgreSQL's file of passwords: lines `host:port:database:user:password`, of which the first that fits
/// counts. `*` fits all; a backslash takes the next character as it is.
final class PassFile {
    private static final String ANY = "*";

    private PassFile() {}

    static Optional<String> password(Path file, PostgresServer server, PostgresDsn dsn) throws SQLException {
        var wanted = List.of(
                server.socket().isPresent() ? "localhost" : server.host(),
                Integer.toString(server.port()),
                dsn.database(),
                dsn.user());
        return lines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(PassFile::fields)
                .filter(fields -> fits(fields, wanted))
                .map(List::getLast)
                .findFirst();
    }

    private static List<String> lines(Path file) throws SQLException {
        try {
            var others = List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(others::contains)) {
                throw new SQLException("passfile " + file + " may be read by others: chmod 600 it");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new SQLException(
                    "passfile " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (fields.size() != wanted.size() + 1
                    || !fields.get(i).equals(ANY) && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
