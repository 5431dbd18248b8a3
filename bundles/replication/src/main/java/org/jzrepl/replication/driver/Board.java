// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.replication.ReplicationReport;
import org.jzrepl.api.replication.ReplicationReport.Attempt;
import org.jzrepl.api.replication.ReplicationReport.BlockedOn;
import org.jzrepl.api.replication.ReplicationReport.Failure;
import org.jzrepl.api.replication.ReplicationReport.FilesystemReport;
import org.jzrepl.api.replication.ReplicationReport.Reconnect;
import org.jzrepl.api.replication.ReplicationReport.State;
import org.jzrepl.api.replication.Replicator.Progress;

/// The picture of a run under way: whoever changes something says so here, and a new picture goes out. A picture
/// is as long as there are filesystems, so where they are many, it goes out only so often, and [#catchUp] sees to
/// the last of the changes.
///
/// Its own lock guards it, also while the picture is handed over, so that pictures come in order, one at a
/// time.
final class Board {
    private static final int FEW = 64;
    private static final long OFTEN_MILLIS = 200;

    private final InstantSource clock;
    private final Progress progress;
    private final Instant started;
    private long publishedMillis;
    private boolean behind;
    private final List<Attempt> past = new ArrayList<>();
    private final List<FilesystemReport> filesystems = new ArrayList<>();
    private Optional<Instant> attemptStarted = Optional.empty();
    private Optional<Failure> planning = Optional.empty();
    private Optional<Reconnect> reconnect = Optional.empty();
    private Optional<Instant> finished = Optional.empty();

    Board(InstantSource clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
        this.started = clock.instant();
    }

    synchronized void attemptBegan() {
        attemptStarted = Optional.of(clock.instant());
        reconnect = Optional.empty();
        publish();
    }

    synchronized void planningFailed(String reason) {
        planning = Optional.of(failure(reason));
        publish();
    }

    /// Both sides are listed.
    synchronized void listed(List<DatasetPath> paths) {
        paths.forEach(path ->
                filesystems.add(new FilesystemReport(path, new State.Planning(), BlockedOn.NOTHING, List.of())));
        publish();
    }

    synchronized void changed(int index, FilesystemReport report) {
        filesystems.set(index, report);
        behind = true;
        if (filesystems.size() <= FEW || Math.abs(clock.millis() - publishedMillis) >= OFTEN_MILLIS) {
            publish();
        }
    }

    /// To be called a few times a second.
    synchronized void catchUp() {
        if (behind) {
            publish();
        }
    }

    synchronized void attemptEnded() {
        past.add(current(attemptStarted.orElse(started), Optional.of(clock.instant())));
        attemptStarted = Optional.empty();
        planning = Optional.empty();
        filesystems.clear();
        publish();
    }

    synchronized void reconnecting(Reconnect state) {
        reconnect = Optional.of(state);
        publish();
    }

    /// The run is over, however it ended.
    synchronized void finish() {
        finished = Optional.of(clock.instant());
        publish();
    }

    synchronized ReplicationReport picture() {
        var attempts = new ArrayList<>(past);
        attemptStarted.ifPresent(since -> attempts.add(current(since, Optional.empty())));
        return new ReplicationReport(started, finished, reconnect, attempts);
    }

    Failure failure(String reason) {
        return new Failure(clock.instant(), reason);
    }

    private Attempt current(Instant since, Optional<Instant> until) {
        return new Attempt(since, until, planning, filesystems);
    }

    private void publish() {
        behind = false;
        publishedMillis = clock.millis();
        progress.report(picture());
    }
}
