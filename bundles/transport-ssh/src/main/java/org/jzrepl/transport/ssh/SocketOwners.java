// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.unix.SocketPlace;

/// Which job of this daemon serves which client. Safe for use by several threads.
final class SocketOwners {
    private static final SocketPlace.Purpose STDINSERVER =
            new SocketPlace.Purpose("stdinserver socket", "global.serve.stdinserver.sockdir");

    private final Map<Path, String> jobBySocket = new HashMap<>(); // guarded by this

    /// One client's bound socket; closing gives it up.
    record Claim(ClientIdentity identity, SocketPlace place, Closeable release) implements Closeable {
        @Override
        public void close() throws IOException {
            try {
                place.close();
            } finally {
                release.close();
            }
        }
    }

    /// All sockets, or none.
    synchronized List<Claim> claim(Path directory, List<ClientIdentity> identities, String job) throws IOException {
        var claims = new ArrayList<Claim>();
        try {
            for (var identity : identities) {
                claims.add(claim(directory.resolve(identity.name()), identity, job));
            }
            return claims;
        } catch (IOException e) {
            for (var claim : claims) {
                claim.close();
            }
            throw e;
        }
    }

    private Claim claim(Path socket, ClientIdentity identity, String job) throws IOException {
        var path = socket.toAbsolutePath();
        var other = jobBySocket.putIfAbsent(path, job);
        if (other != null) {
            throw new IOException("listen for client " + identity + ": job \"" + other + "\" serves it already");
        }
        try {
            return new Claim(identity, SocketPlace.claim(path, STDINSERVER), () -> release(path));
        } catch (IOException e) {
            jobBySocket.remove(path);
            throw e;
        }
    }

    private synchronized void release(Path path) {
        jobBySocket.remove(path);
    }
}
