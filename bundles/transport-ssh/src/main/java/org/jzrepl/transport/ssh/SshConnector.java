// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// Dials by starting `ssh`; `dialTimeout` covers everything until our part of the greeting is written, zero: no
/// limit.
record SshConnector(SshCommand command, Duration dialTimeout, Threads threads, Deadlines deadlines)
        implements Connector {
    @Override
    public Wire connect() throws IOException, InterruptedException {
        try {
            return greeted(SshChild.start(command, threads));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (SocketTimeoutException e) {
            throw (IOException) new SocketTimeoutException("dial " + command + ": " + e.getMessage()).initCause(e);
        } catch (IOException e) {
            throw new IOException("dial " + command + ": " + e.getMessage(), e);
        }
    }

    private Wire greeted(SshChild child) throws IOException, InterruptedException {
        var wire = new ChannelWire(command.destination(), child.parts(), deadlines);
        try {
            wire.readDeadline(dialTimeout);
            wire.writeDeadline(dialTimeout);
            greet(wire, child);
            wire.readDeadline(Duration.ZERO);
            wire.writeDeadline(Duration.ZERO);
            return wire;
        } catch (IOException | InterruptedException e) {
            wire.close();
            throw e;
        }
    }

    private void greet(Wire wire, SshChild child) throws IOException, InterruptedException {
        try {
            var greeting = Banner.read(wire);
            if (greeting.equals(Banner.PROXY_ERROR)) {
                throw new IOException("the daemon there does not serve this client: check that it runs, and that the "
                        + "identity in the forced command is among its client_identities");
            }
            if (!greeting.equals(Banner.HELO)) {
                throw new IOException("unknown banner " + greeting + ": is \"jzrepl stdinserver IDENTITY\" the forced "
                        + "command of this key, and does the login print nothing?");
            }
            Banner.BEGIN.write(wire);
        } catch (SocketTimeoutException e) {
            throw new SocketTimeoutException("no greeting within " + dialTimeout + child.complaint());
        } catch (EOFException e) {
            throw new IOException(child.end());
        }
    }
}
