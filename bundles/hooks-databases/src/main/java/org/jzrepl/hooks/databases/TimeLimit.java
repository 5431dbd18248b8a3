// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.threads.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work with a server that takes no longer than `timeout`, and ends when its caller is interrupted.
///
/// Drivers know neither for all they do. So the work runs on a virtual thread of its own, where an interrupt
/// closes the socket that it waits for. One that waits for a name to be resolved is left behind.
record TimeLimit(Duration timeout, Threads threads) {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    /// How long the end of work that was given up is waited for.
    private static final Duration LAST_MOVES = Duration.ofSeconds(1);

    /// Yields a connection that the caller is to close; closes what it opened if it fails.
    @FunctionalInterface
    interface Work {
        Connection run() throws SQLException;
    }

    /// What `work` yields. A connection that comes too late is closed.
    Connection call(Work work) throws SQLException, InterruptedException {
        var outcome = new CompletableFuture<Connection>();
        try (var _ = threads.span(Map.of("subsystem", "hook"))) {
            var worker = threads.start("database hook", () -> perform(work, outcome));
            try {
                return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                giveUp(worker, outcome);
                throw new SQLTimeoutException("timed out after " + GoDuration.text(timeout), e);
            } catch (InterruptedException e) {
                giveUp(worker, outcome);
                throw e;
            } catch (ExecutionException e) {
                throw reason(e.getCause());
            }
        }
    }

    /// Whatever goes wrong is the caller's to know.
    private static void perform(Work work, CompletableFuture<Connection> outcome) {
        try {
            var connection = work.run();
            if (!outcome.complete(connection)) {
                closeQuietly(connection);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            outcome.completeExceptionally(e);
        }
    }

    private static void giveUp(Thread worker, CompletableFuture<Connection> outcome) throws InterruptedException {
        if (!outcome.cancel(false) && outcome.state() == State.SUCCESS) {
            closeQuietly(outcome.resultNow());
        }
        worker.interrupt();
        worker.join(LAST_MOVES);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection of a hook that was given up does not close");
        }
    }

    private static SQLException reason(Throwable failure) {
        return failure instanceof SQLException e ? e : new SQLException(failure.toString(), failure);
    }
}
