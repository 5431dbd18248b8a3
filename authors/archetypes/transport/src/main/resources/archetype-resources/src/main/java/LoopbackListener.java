// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.io.IOException;
import org.jzrepl.api.tcp.TcpListening;
import org.jzrepl.api.transport.Caller;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Listener;

/// A bound port. Wires that came through it live on when it is closed.
record LoopbackListener(TcpListening listening, ClientIdentity client, Deadlines deadlines) implements Listener {
    @Override
    public Caller accept() throws IOException, InterruptedException {
        return new LoopbackCaller(listening.accept(), client, deadlines);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
