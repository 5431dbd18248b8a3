// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.transport.ClientIdentity;

/// One caller's stay at a listener, with its own endpoint and the calls it has under way.
final class Visit {
    private final Reception reception;
    private final ClientIdentity identity;
    private final Endpoint endpoint;
    private final Set<Call<?>> underWay = ConcurrentHashMap.newKeySet();

    Visit(Reception reception, ClientIdentity identity, Endpoint endpoint) {
        this.reception = reception;
        this.identity = identity;
        this.endpoint = endpoint;
    }

    ClientIdentity identity() {
        return identity;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Whether calls are still answered.
    boolean isWelcome() {
        return reception.isOpen();
    }

    /// Runs `body` on a thread of the serving job, and waits for it. Interrupted, it ends and joins that thread
    /// first.
    <T> T call(Call.Body<T> body) throws IOException, InterruptedException {
        var call = new Call<>(body);
        underWay.add(call);
        try {
            reception.submit(call);
            return call.await();
        } finally {
            underWay.remove(call);
        }
    }

    /// Ends what is under way, and waits for it, whatever happens; its callers see `why`. Whether it was
    /// interrupted meanwhile.
    boolean endCalls(IOException why) {
        boolean interrupted = false;
        for (var call : underWay) {
            boolean ended = false;
            while (!ended) {
                try {
                    call.end(why);
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    void leave() throws IOException {
        reception.left(this);
    }
}
