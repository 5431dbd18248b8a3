// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Listener;

/// Listens through a part, and anew when another supplier has become the best: the place is closed first, since
/// both want the same one. What was accepted keeps the lease of the supplier it came from.
///
/// `bound` and `closed` are guarded by the object's own lock, which is not held while a caller is waited for, but
/// while a place is bound or closed: nobody binds it before it is free.
final class Listening implements Listener {
    private final TablePart<?, Binding> part;
    private Optional<Bound> bound = Optional.empty();
    private Listener latest = this;
    private boolean closed;

    Listening(TablePart<?, Binding> part) throws IOException, InterruptedException {
        this.part = part;
        bound();
    }

    @Override
    public Caller accept() throws IOException, InterruptedException {
        while (true) {
            var now = bound();
            try {
                return now.accept();
            } catch (IOException e) {
                if (!isReplaced(now)) {
                    throw e;
                }
            }
        }
    }

    /// Closes the place if another supplier is to be used; [#accept] binds it again.
    void review() throws IOException {
        Optional<Bound> old = Optional.empty();
        try {
            synchronized (this) {
                if (bound.isPresent() && part.isOutdated(bound.orElseThrow().lease())) {
                    old = bound;
                    bound = Optional.empty();
                    old.orElseThrow().listener().close();
                }
            }
        } finally {
            old.ifPresent(Bound::left);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Where it was closed before it was served, what it was: serving that ends at once.
    @Override
    public synchronized Listener own() {
        return latest.own();
    }

    @Override
    public void close() throws IOException {
        Optional<Bound> last;
        synchronized (this) {
            closed = true;
            last = bound;
            bound = Optional.empty();
        }
        if (last.isPresent()) {
            last.orElseThrow().close();
        }
    }

    private synchronized boolean isReplaced(Bound now) {
        return !closed && bound.filter(now::equals).isEmpty();
    }

    private synchronized Bound bound() throws IOException, InterruptedException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (bound.isEmpty()) {
            bound = Optional.of(Bound.listen(part.lease()));
            latest = bound.orElseThrow().listener();
        }
        return bound.orElseThrow();
    }

    /// A listener with the lease it came from, which ends with it and all that it accepted.
    record Bound(Lease<Binding> lease, Listener listener, AtomicInteger users) {
        static Bound listen(Lease<Binding> lease) throws IOException, InterruptedException {
            try {
                return new Bound(lease, lease.get().listen(), new AtomicInteger(1));
            } catch (IOException | InterruptedException | RuntimeException e) {
                lease.close();
                throw e;
            }
        }

        Caller accept() throws IOException, InterruptedException {
            var caller = listener.accept();
            users.incrementAndGet();
            return new LeasedCaller(caller, new Use(this));
        }

        void close() throws IOException {
            try {
                listener.close();
            } finally {
                left();
            }
        }

        private void left() {
            if (users.decrementAndGet() == 0) {
                lease.close();
            }
        }
    }

    /// One user of a [Bound]; ends once.
    static final class Use {
        private Optional<Bound> of;

        private Use(Bound of) {
            this.of = Optional.of(of);
        }

        synchronized void end() {
            of.ifPresent(Bound::left);
            of = Optional.empty();
        }
    }

    /// Its use ends with it, or with the wire that it became.
    private record LeasedCaller(Caller caller, Use use) implements Caller {
        @Override
        public String origin() {
            return caller.origin();
        }

        @Override
        public Peer identify(Duration atMost) throws IOException, InterruptedException {
            var peer = caller.identify(atMost);
            return new Peer(peer.identity(), new LeasedWire(peer.wire(), use));
        }

        @Override
        public void close() throws IOException {
            try {
                caller.close();
            } finally {
                use.end();
            }
        }
    }
}
