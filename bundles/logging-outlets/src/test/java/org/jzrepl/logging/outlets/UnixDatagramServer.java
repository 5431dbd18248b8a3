// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.threads.Threads;

/// Receives datagrams at a path, as a system log does. Java itself cannot.
final class UnixDatagramServer implements Closeable {
    private static final int LARGEST = 1 << 16;
    private static final int SO_RCVTIMEO = 20;

    private final CLibrary library = new CLibrary();
    private final UnixDatagrams.Platform platform = UnixDatagrams.Platform.of("Linux");
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Path path;
    private final int descriptor;
    private final Thread reader;
    private volatile boolean closing;

    UnixDatagramServer(Path path, Threads threads) throws IOException {
        this.path = path;
        descriptor = library.socket(UnixDatagrams.Platform.AF_UNIX, platform.datagram());
        try (var arena = Arena.ofConfined()) {
            var patience = UnixDatagrams.Platform.timeval(arena, Duration.ofMillis(50));
            library.option(descriptor, platform.socketLevel(), SO_RCVTIMEO, patience);
            var address = platform.address(arena, path);
            var bind = function(
                    "bind",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            if ((int) call(bind, descriptor, address, (int) address.byteSize()) != 0) {
                throw new IllegalStateException("cannot bind " + path);
            }
        }
        reader = threads.startPump("datagrams", this::read);
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @SuppressWarnings("restricted") // native access is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor form) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        var recv = function(
                "recv",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(LARGEST);
            while (!closing) {
                long length = (long) call(recv, descriptor, buffer, (long) LARGEST, 0);
                if (length >= 0) {
                    var bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                    messages.add(new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
    }

    /// Goes on taking what comes, up to what the kernel keeps, without reading it.
    void deafen() throws InterruptedException {
        closing = true;
        reader.join();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a test ends", e);
        }
        library.close(descriptor);
        Files.deleteIfExists(path);
    }
}
