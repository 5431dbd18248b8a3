// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// A connected datagram socket of the Unix kind. Used by one thread.
final class UnixDatagrams implements Connection {
    private final CLibrary library;
    private final Platform platform;
    private final int descriptor;

    private UnixDatagrams(CLibrary library, Platform platform, int descriptor) {
        this.library = library;
        this.platform = platform;
        this.descriptor = descriptor;
    }

    /// `sendAtMost`: a reader that is behind makes sending fail after that time.
    static UnixDatagrams connect(CLibrary library, Path path, Duration sendAtMost) throws IOException {
        var platform = Platform.of(System.getProperty("os.name"));
        var socket = new UnixDatagrams(library, platform, library.socket(Platform.AF_UNIX, platform.datagram()));
        try (var arena = Arena.ofConfined()) {
            library.connect(socket.descriptor, platform.address(arena, path));
            library.option(
                    socket.descriptor,
                    platform.socketLevel(),
                    platform.sendTimeout(),
                    Platform.timeval(arena, sendAtMost));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void send(byte[] message) throws IOException {
        library.send(descriptor, message, platform.noSignal());
    }

    @Override
    public void close() throws IOException {
        library.close(descriptor);
    }

    /// The numbers and layouts in which systems differ.
    record Platform(int datagram, int socketLevel, int sendTimeout, int noSignal, boolean lengthFirst, int pathSize) {
        static final int AF_UNIX = 1;

        static Platform of(String system) {
            return system.equals("Linux")
                    ? new Platform(2 | 0x80000, 1, 21, 0x4000, false, 108)
                    : new Platform(2 | 0x10000000, 0xffff, 0x1005, 0x20000, true, 104); // FreeBSD
        }

        /// A `sockaddr_un`.
        MemorySegment address(Arena arena, Path path) throws IOException {
            var name = path.toString().getBytes(StandardCharsets.UTF_8);
            if (name.length >= pathSize) {
                throw new IOException("path of socket is too long");
            }
            var address = arena.allocate(2L + pathSize);
            if (lengthFirst) {
                address.set(ValueLayout.JAVA_BYTE, 0, (byte) address.byteSize());
                address.set(ValueLayout.JAVA_BYTE, 1, (byte) AF_UNIX);
            } else {
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            }
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            return address;
        }

        static MemorySegment timeval(Arena arena, Duration duration) {
            return arena.allocateFrom(ValueLayout.JAVA_LONG, duration.toSeconds(), duration.toNanosPart() / 1000);
        }
    }
}
