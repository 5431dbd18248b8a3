// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;

/// Has PostgreSQL write what it holds in memory, so that recovery from the snapshot is short. The snapshot
/// would be consistent without it. Nothing is kept until the post edge.
record PostgresCheckpoint(PostgresDsn dsn, TimeLimit limit) implements Hook {
    @Override
    public Engagement engage(DatasetPath dataset, String snapshotName) throws IOException, InterruptedException {
        try (var _ = limit.call(this::checkpoint)) {
            return new Done();
        } catch (SQLException e) {
            throw new IOException("postgres CHECKPOINT failed: " + SqlReason.of(e), e);
        }
    }

    private Connection checkpoint() throws SQLException {
        var connection = PostgresConnections.open(dsn);
        try (var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            return connection;
        } catch (SQLException | RuntimeException e) {
            SqlReason.close(connection, e);
            throw e;
        }
    }

    private record Done() implements Engagement {
        @Override
        public String report() {
            return "postgres CHECKPOINT completed";
        }

        @Override
        public void close() {
            // the server goes on by itself
        }
    }
}
