// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.sql.Connection;
import java.sql.SQLException;

/// A second client of a server under test, for one user.
record Client(Connection connection) implements AutoCloseable {
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of the first row.
    String ask(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(ask(sql));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
