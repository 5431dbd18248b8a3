// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.itests.histories.Mishap.Kind;

/// Lets a [Mishap] happen in one run, and knows which daemons are dead since.
final class Accident {
    private final Mishap mishap;
    private final Side active = new Side(Kind.ACTIVE_DIES, Kind.ACTIVE_ZFS_FAILS);
    private final Side passive = new Side(Kind.PASSIVE_DIES, Kind.PASSIVE_ZFS_FAILS);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean happened;
    private volatile boolean failedToRelease;

    Accident(Mishap mishap) {
        this.mishap = mishap;
    }

    boolean happened() {
        return happened;
    }

    /// Whether a release of holds failed in a daemon that lives on.
    boolean failedToRelease() {
        return failedToRelease;
    }

    Side active() {
        return active;
    }

    Side passive() {
        return passive;
    }

    /// One daemon's ZFS in this run.
    final class Side {
        private final Kind death;
        private final Kind failure;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean dead;

        private Side(Kind death, Kind failure) {
            this.death = death;
            this.failure = failure;
        }

        boolean isDead() {
            return dead;
        }

        /// A new daemon in its place.
        void reborn() {
            dead = false;
        }

        void before(String call) throws ZfsException {
            requireAlive(call);
            if (!mishap.counts(call)) {
                return;
            }
            int number = calls.incrementAndGet();
            if (number == mishap.at() && !mishap.passes()) {
                strike(call);
            }
        }

        void after(String call) throws ZfsException {
            if (mishap.counts(call) && calls.get() == mishap.at() && mishap.passes()) {
                strike(call);
            }
            requireAlive(call);
        }

        private void strike(String call) throws ZfsException {
            if (happened || mishap.kind() != death && mishap.kind() != failure) {
                return;
            }
            happened = true;
            dead = mishap.kind() == death;
            failedToRelease = !dead && (call.equals("release") || call.equals("holds"));
            throw new ZfsException("mishap at " + call);
        }

        private void requireAlive(String call) throws ZfsException {
            if (dead) {
                throw new ZfsException("a dead daemon does not " + call);
            }
        }
    }

    /// Makes a call from the active to the passive daemon.
    <T> T call(Call<T> call) throws IOException, InterruptedException {
        requireAlive();
        boolean loses = mishap.kind() == Kind.CALL_LOST && calls.incrementAndGet() == mishap.at() && !happened;
        if (loses && !mishap.passes()) {
            throw broken();
        }
        var answer = answered(call);
        if (loses) {
            throw broken();
        }
        return answer;
    }

    /// What a dead daemon says is not heard.
    private <T> T answered(Call<T> call) throws IOException, InterruptedException {
        try {
            var answer = call.make();
            requireAlive();
            return answer;
        } catch (IOException e) {
            requireAlive();
            throw e;
        }
    }

    /// So many bytes of a stream are about to go from side to side.
    void bytes(int count) throws IOException {
        requireAlive();
        boolean cuts = mishap.kind() == Kind.STREAM_CUT || mishap.kind() == Kind.PASSIVE_DIES_IN_STREAM;
        if (cuts && !happened && bytes.addAndGet(count) >= mishap.at()) {
            if (mishap.kind() == Kind.PASSIVE_DIES_IN_STREAM) {
                happened = true;
                passive.dead = true;
            }
            throw broken();
        }
    }

    private void requireAlive() throws IOException {
        if (active.dead) {
            throw new SocketException("the active daemon is dead");
        }
        if (passive.dead) {
            throw lost();
        }
    }

    private IOException broken() {
        happened = true;
        return lost();
    }

    private IOException lost() {
        return mishap.temporary()
                ? new UnreachableException("mishap: no answer")
                : new SocketException("mishap: reset");
    }

    @FunctionalInterface
    interface Call<T> {
        T make() throws IOException, InterruptedException;
    }
}
