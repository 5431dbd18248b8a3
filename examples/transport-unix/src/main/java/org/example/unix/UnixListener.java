// SPDX-License-Identifier: Apache-2.0
package org.example.unix;

import java.io.IOException;
import java.util.Map;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;
import org.jzrepl.api.unix.SocketPlace;

/// A bound socket. Its file goes with it; wires that came through it live on.
record UnixListener(SocketPlace place, Map<String, ClientIdentity> identityByUser, Deadlines deadlines)
        implements Listener {
    @Override
    public Caller accept() throws IOException {
        return new UnixCaller(place.channel().accept(), identityByUser, deadlines);
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
