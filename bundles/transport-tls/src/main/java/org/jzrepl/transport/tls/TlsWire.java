// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jzrepl.api.transport.ChannelWire;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Wire;

/// An engine between a socket and the wire's users.
final class TlsWire implements Wire {
    /// For the last words to a peer that does not read.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String peer;
    private final SSLEngine engine;
    private final Wire raw;
    private final Inbound in;
    private final Outbound out;

    TlsWire(String peer, SocketChannel socket, SSLEngine engine, Deadlines deadlines) {
        var patient = new BriefSocket(socket);
        this.peer = peer;
        this.engine = engine;
        raw = new ChannelWire(peer, new ChannelWire.Parts(patient, socket, socket::shutdownOutput, socket), deadlines);
        in = new Inbound(engine, new Records(raw, into -> patient.briefly(() -> raw.read(into))));
        out = new Outbound(engine, raw);
    }

    /// Authenticates both sides, within `atMost` however slowly the peer goes about it.
    ///
    /// @throws IOException that says why it has come to nothing; the peer has been told then
    void handshake(Duration atMost) throws IOException, InterruptedException {
        deadlines(atMost);
        try {
            engine.beginHandshake();
            while (advances()) {
                // the loop's condition advances
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (SocketTimeoutException e) {
            throw (IOException) new SocketTimeoutException("TLS handshake with " + peer + ": not done within " + atMost)
                    .initCause(e);
        } catch (IOException e) {
            tellWhy();
            throw Explanation.of("TLS handshake with " + peer, e);
        }
        deadlines(Duration.ZERO);
    }

    private boolean advances() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> out.advanceHandshake();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> in.advanceHandshake();
            case NEED_TASK -> engine.getDelegatedTask().run();
            case FINISHED, NOT_HANDSHAKING -> {
                return false;
            }
        }
        return true;
    }

    /// The engine has an alert for the peer.
    private void tellWhy() {
        try {
            out.advanceHandshake();
        } catch (IOException e) {
            // the handshake has failed for a reason of its own, and the peer is gone
        }
    }

    private void deadlines(Duration fromNow) {
        raw.readDeadline(fromNow);
        raw.writeDeadline(fromNow);
    }

    /// What the peer has shown, its own certificate first.
    Certificate[] peerCertificates() throws SSLException {
        return engine.getSession().getPeerCertificates();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        requireOpen();
        try {
            int length = in.read(into);
            if (length < 0) {
                requireOpen(); // else it is our own end that the engine has seen
            }
            return length;
        } catch (SSLException e) {
            throw Explanation.of("read from " + peer, e);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) write(new ByteBuffer[] {from}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        try {
            return out.write(from, offset, length);
        } catch (SSLException e) {
            throw Explanation.of("write to " + peer, e);
        }
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public void closeOutput() throws IOException {
        out.finish();
    }

    @Override
    public void readDeadline(Duration fromNow) {
        raw.readDeadline(fromNow);
    }

    @Override
    public void writeDeadline(Duration fromNow) {
        raw.writeDeadline(fromNow);
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    /// Ends both directions of the engine too: only then does it give its memory back.
    @Override
    public void close() throws IOException {
        if (raw.isOpen()) {
            raw.writeDeadline(FAREWELL);
            try {
                out.finishUnlessBusy();
            } catch (IOException e) {
                // last words that the peer does not hear
            }
        }
        raw.close();
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException e) {
            // the peer did not say farewell, which matters to nobody any more
        }
    }

    /// The plain wire tells one that was closed from one that was late.
    private void requireOpen() throws IOException {
        if (!raw.isOpen()) {
            raw.read(NOTHING);
        }
    }
}
