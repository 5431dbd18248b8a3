// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The system log of this machine: the first of the usual sockets that takes a connection, each tried as a
/// datagram and then as a stream socket (`configuration.md` 8.5).
record LocalSyslog(CLibrary library, List<Path> places, Duration sendAtMost) implements Connection.Opening {
    static final List<Path> USUAL = List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    LocalSyslog {
        places = List.copyOf(places);
    }

    @Override
    public Connection open() throws IOException {
        var failures = new ArrayList<String>();
        for (var place : places) {
            for (var opening : List.<Connection.Opening>of(
                    () -> UnixDatagrams.connect(library, place, sendAtMost), () -> stream(place))) {
                try {
                    return opening.open();
                } catch (IOException e) {
                    failures.add(place + ": " + e.getMessage());
                }
            }
        }
        throw new IOException("no system log answers: " + String.join("; ", failures));
    }

    private static Connection stream(Path place) throws IOException {
        var socket = SocketChannel.open(UnixDomainSocketAddress.of(place));
        return new Connection() {
            @Override
            public void send(byte[] message) throws IOException {
                for (var left = ByteBuffer.wrap(message); left.hasRemaining(); ) {
                    socket.write(left);
                }
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }
}
