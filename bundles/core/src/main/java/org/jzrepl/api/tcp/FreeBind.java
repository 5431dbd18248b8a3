// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ServerSocketChannel;
import org.jzrepl.api.unix.Descriptors;

/// The socket option for addresses that this host does not have yet, which Java lacks.
final class FreeBind {
    /// Level and name of an option.
    private record Option(int level, int name) {
        static final Option IP_FREEBIND = new Option(0, 15); // Linux, for IPv6 too
        static final Option IP_BINDANY = new Option(0, 24); // FreeBSD
        static final Option IPV6_BINDANY = new Option(41, 64);
    }

    void allow(ServerSocketChannel channel) throws IOException {
        int socket = Descriptors.number(channel);
        switch (System.getProperty("os.name")) {
            case "Linux" -> require(set(socket, Option.IP_FREEBIND));
            // the option of the other family is refused
            case "FreeBSD" -> require(set(socket, Option.IPV6_BINDANY) | set(socket, Option.IP_BINDANY));
            default -> throw new IOException("listen_freebind is not supported on " + System.getProperty("os.name"));
        }
    }

    private static void require(boolean done) throws IOException {
        if (!done) {
            throw new IOException("the system refuses listen_freebind");
        }
    }

    @SuppressWarnings("restricted") // native access is what this class is for
    private static boolean set(int socket, Option option) {
        var linker = Linker.nativeLinker();
        var integer = ValueLayout.JAVA_INT;
        var setsockopt = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setsockopt"),
                FunctionDescriptor.of(integer, integer, integer, integer, ValueLayout.ADDRESS, integer));
        try (var arena = Arena.ofConfined()) {
            var on = arena.allocateFrom(integer, 1);
            return (int) setsockopt.invokeExact(socket, option.level(), option.name(), on, (int) on.byteSize()) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setsockopt throws nothing", e);
        }
    }
}
