// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;

/// Locks all tables of MySQL or MariaDB against writing while the snapshot is taken. The lock is its
/// connection's, which nobody else uses; should it break in between, the post edge fails.
record MysqlLockTables(MysqlDsn dsn, TimeLimit limit) implements Hook {
    private static final String LOCK = "FLUSH TABLES WITH READ LOCK";
    private static final String UNLOCK = "UNLOCK TABLES";

    @Override
    public Engagement engage(DatasetPath dataset, String snapshotName) throws IOException, InterruptedException {
        try {
            return new Locked(limit.call(this::lock));
        } catch (SQLException e) {
            throw new IOException(LOCK + ": " + SqlReason.of(e), e);
        }
    }

    /// A server that does not notice that its client has gone would go on waiting for the lock, and let nobody
    /// write meanwhile: hence its own limit of time.
    private Connection lock() throws SQLException {
        var connection = MysqlConnections.open(dsn);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION lock_wait_timeout = " + (limit.timeout().toSeconds() + 1));
            if (!dsn.options().variables().isEmpty()) {
                statement.execute(dsn.options().variables().entrySet().stream()
                        .map(variable -> variable.getKey() + " = " + variable.getValue())
                        .collect(Collectors.joining(", ", "SET ", "")));
            }
            statement.execute(LOCK);
            return connection;
        } catch (SQLException | RuntimeException e) {
            SqlReason.close(connection, e);
            throw e;
        }
    }

    // Closing talks to the server and can be interrupted, which the lint rule for resources dislikes.
    @SuppressWarnings("try")
    private final class Locked implements Engagement {
        private final Connection connection;
        private volatile String report = LOCK;

        private Locked(Connection connection) {
            this.connection = connection;
        }

        @Override
        public String report() {
            return report;
        }

        /// The end of the connection ends the lock, whatever the server says.
        @Override
        public void close() throws IOException, InterruptedException {
            try (connection) {
                limit.call(this::unlock);
                report = UNLOCK;
            } catch (SQLException e) {
                throw new IOException(UNLOCK + ": " + SqlReason.of(e), e);
            }
        }

        private Connection unlock() throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(UNLOCK);
                return connection;
            }
        }
    }
}
