// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Endpoint.Receiver;
import org.jzrepl.api.endpoint.Endpoint.Sender;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.ReplicationPlan;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.Replicator;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Plans and runs replications: attempt after attempt while only the connection is to blame
/// (`replication-and-zfs.md` 4.6).
@Component
public final class ReplicationDriver implements Replicator {
    private final Threads threads;
    private final InstantSource clock;
    private final Tunables tunables;

    @Activate
    public ReplicationDriver(@Reference Threads threads) {
        this(threads, InstantSource.system(), Tunables.of(Environment.ofProcess()));
    }

    public ReplicationDriver(Threads threads, InstantSource clock, Tunables tunables) {
        this.threads = threads;
        this.clock = clock;
        this.tunables = tunables;
    }

    @Override
    public ReplicationReport replicate(Sender sender, Receiver receiver, ReplicationOptions options, Progress progress)
            throws InterruptedException {
        var board = new Board(clock, progress);
        var watchdog = new Watchdog(tunables.stall(), tunables.progress(), System::nanoTime);
        var dog = threads.start("replication watchdog", watchdog::run);
        var reporter = threads.start("replication report", () -> keepUp(board));
        try {
            attempts(new Sides(sender, receiver), options, board, watchdog);
        } finally {
            dog.interrupt();
            reporter.interrupt();
            board.finish();
            Joining.all(List.of(dog, reporter));
        }
        return board.picture();
    }

    private void keepUp(Board board) throws InterruptedException {
        while (true) {
            Thread.sleep(tunables.progress());
            board.catchUp();
        }
    }

    @Override
    public ReplicationPlan plan(Sender sender, Receiver receiver, ReplicationOptions options)
            throws InterruptedException {
        return new Forecast(new Sides(sender, receiver), options, threads).plan();
    }

    private void attempts(Sides sides, ReplicationOptions options, Board board, Watchdog watchdog)
            throws InterruptedException {
        Map<DatasetPath, List<Step>> leftOver = Map.of();
        for (int i = 1; i <= tunables.attempts(); i++) {
            var outcome = new Attempt(sides, options, threads, board, watchdog).run(leftOver);
            boolean goesOn = outcome.lostConnection() && i < tunables.attempts();
            if (!goesOn || !new Reconnection(sides, threads, board, clock).await(tunables.reconnect())) {
                return;
            }
            leftOver = outcome.leftOver();
        }
    }
}
