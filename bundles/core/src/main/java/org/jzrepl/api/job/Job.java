// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.zfs.Zfs;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/// One job of the configuration. Made once per configuration; its status may be asked for at any time, from any
/// thread.
@ConsumerType
public interface Job {
    JobName name();

    /// Runs on a thread of its own until interrupted, or until there is nothing left to do. Threads that it
    /// started have ended when it returns. Throwing anything else is a bug, which the kernel reports. May be
    /// called again afterwards.
    void run(Context context) throws InterruptedException;

    JobStatus status();

    /// What it would do now, changing nothing. From any thread, also beside [#run], on the context of that; works
    /// on the calling thread, which may be interrupted to give it up.
    default JobPlan plan(Context context, JobPlan.Extent extent) throws InterruptedException {
        return new JobPlan.Unplannable("job \"" + name() + "\" is of a type that does not plan ahead");
    }

    /// What its key `filesystems` says; empty for a job without it.
    default Optional<DatasetFilter> filesystems() {
        return Optional.empty();
    }

    /// Its decisions, for a simulation; empty for a job that decides nothing, such as a sink.
    ///
    /// @throws IOException if nothing supplies something that they need
    default Optional<Rehearsal> rehearse() throws IOException {
        return Optional.empty();
    }

    /// What the daemon gives a running job.
    @ProviderType
    interface Context {
        /// The ZFS of `global.zfs`, to be leased for each run.
        Suppliers.Part<Zfs> zfs();

        Threads threads();

        /// Listens through the part. When its supplier is updated, the place is closed and bound anew at once;
        /// what was accepted before lives on, with the supplier it came from.
        Listener listen(Suppliers.Part<Binding> part) throws IOException, InterruptedException;

        InstantSource clock();

        EventSink events();

        /// Waits for a wake-up at most so long; true if there was one. One that came while nobody waited is not
        /// lost.
        boolean awaitWakeup(Duration atMost) throws InterruptedException;

        /// Wakes the job, as an operator would; from any thread.
        void wakeup();

        /// Runs one invocation on the calling thread. A `reset` interrupts it, not the job: false comes back.
        boolean invoke(Invocation body) throws InterruptedException;

        /// Runs something else that has to be finished before the job is replaced, from any thread of the job.
        ///
        /// A job that is replaced or removed begins nothing more: this and [#invoke] throw at once, and no
        /// wake-up comes. What is under way ends first. Then the job is interrupted; or, if it listens, its
        /// listeners are closed, and it returns by itself when the peers it let in have left.
        void undertake(Invocation body) throws InterruptedException;
    }

    @FunctionalInterface
    interface Invocation {
        void run() throws InterruptedException;
    }
}
