// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jzrepl.api.log.Reason;

/// Why a database refuses, in one line: it becomes a row of a table.
final class SqlReason {
    private SqlReason() {}

    static String of(SQLException failure) {
        return Reason.of(failure)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /// After `failure`, which the caller throws on.
    static void close(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
