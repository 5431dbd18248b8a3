// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The three calls of the C library that make a pipe whose ends have numbers, which Java cannot.
final class Libc {
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final Path LARGEST_PIPE = Path.of("/proc/sys/fs/pipe-max-size");

    private static final int LONGEST_NUMBER = 32;

    private final MethodHandle pipe2;
    private final MethodHandle fcntl;
    private final MethodHandle close;

    @SuppressWarnings("restricted") // native access is what this class is for
    Libc() {
        var linker = Linker.nativeLinker();
        var symbols = linker.defaultLookup();
        var integer = ValueLayout.JAVA_INT;
        pipe2 = linker.downcallHandle(
                symbols.findOrThrow("pipe2"), FunctionDescriptor.of(integer, ValueLayout.ADDRESS, integer));
        fcntl = linker.downcallHandle(
                symbols.findOrThrow("fcntl"),
                FunctionDescriptor.of(integer, integer, integer, integer),
                Linker.Option.firstVariadicArg(2));
        close = linker.downcallHandle(symbols.findOrThrow("close"), FunctionDescriptor.of(integer, integer));
    }

    /// A pipe for a stream, as large as the system allows; where it refuses to enlarge it, as large as it is.
    Pipe largePipe() throws IOException {
        var pipe = pipe();
        call(fcntl, pipe.write(), F_SETPIPE_SZ, largestPipe());
        return pipe;
    }

    /// In bytes. Files of `/proc/sys` give their whole text to the first read and nothing to the next;
    /// [Files#readString] begins with one byte, and so gets the first digit.
    private static int largestPipe() throws IOException {
        try (var file = Files.newInputStream(LARGEST_PIPE)) {
            return Integer.parseInt(new String(file.readNBytes(LONGEST_NUMBER), US_ASCII).strip());
        }
    }

    Pipe pipe() throws IOException {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            if ((int) call(pipe2, ends, O_CLOEXEC) != 0) {
                throw new IOException("make a pipe: the system refuses, probably for too many open files");
            }
            return new Pipe(this, ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
        }
    }

    void close(int descriptor) {
        call(close, descriptor);
    }

    /// The three throw nothing.
    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("call of the C library failed", e);
        }
    }
}
