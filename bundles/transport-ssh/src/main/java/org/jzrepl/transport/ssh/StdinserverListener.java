// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;

/// Several sockets as one listener: a thread for each puts its callers into one queue.
///
/// `waiting` and `closed` are guarded by the object's own lock.
final class StdinserverListener implements Listener {
    /// Callers that wait to be accepted; more wait in the sockets' backlogs.
    private static final int BACKLOG = 16;
    /// Until another accept is tried: what fails while the socket is open is a lack of descriptors or of memory.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<SocketOwners.Claim> claims;
    private final Deadlines deadlines;
    private final Queue<Caller> waiting = new ArrayDeque<>();
    private boolean closed;

    private StdinserverListener(List<SocketOwners.Claim> claims, Deadlines deadlines) {
        this.claims = List.copyOf(claims);
        this.deadlines = deadlines;
    }

    /// Closes `claims` with itself.
    static StdinserverListener listen(List<SocketOwners.Claim> claims, Deadlines deadlines, Threads threads) {
        var listener = new StdinserverListener(claims, deadlines);
        for (var claim : claims) {
            threads.start("accept " + claim.identity(), () -> listener.acceptAll(claim));
        }
        return listener;
    }

    @Override
    public synchronized Caller accept() throws IOException, InterruptedException {
        while (waiting.isEmpty()) {
            if (closed) {
                throw new ClosedChannelException();
            }
            wait();
        }
        notifyAll();
        return waiting.remove();
    }

    @Override
    public void close() throws IOException {
        for (var claim : claims) {
            claim.close();
        }
        synchronized (this) {
            closed = true;
            for (var caller : waiting) {
                caller.close();
            }
            waiting.clear();
            notifyAll();
        }
    }

    private void acceptAll(SocketOwners.Claim claim) throws InterruptedException {
        while (true) {
            try {
                enqueue(claim, claim.place().channel().accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                Thread.sleep(PAUSE);
            }
        }
    }

    private synchronized void enqueue(SocketOwners.Claim claim, SocketChannel socket)
            throws IOException, InterruptedException {
        while (waiting.size() >= BACKLOG && !closed) {
            wait();
        }
        if (closed) {
            socket.close();
        } else {
            waiting.add(new StdinserverCaller(claim.identity(), socket, deadlines));
            notifyAll();
        }
    }
}
