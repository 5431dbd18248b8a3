// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The calls of the C library for what Java lacks here: datagrams over Unix sockets, and whether a descriptor
/// is a terminal. Safe for use by several threads.
final class CLibrary {
    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final int EINTR = 4;

    private final MethodHandle socket;
    private final MethodHandle connect;
    private final MethodHandle setsockopt;
    private final MethodHandle send;
    private final MethodHandle close;
    private final MethodHandle isatty;
    private final MethodHandle strerror;

    @SuppressWarnings("restricted") // native access is what this class is for
    CLibrary() {
        var linker = Linker.nativeLinker();
        var number = ValueLayout.JAVA_INT;
        var address = ValueLayout.ADDRESS;
        socket = function(linker, "socket", FunctionDescriptor.of(number, number, number, number));
        connect = function(linker, "connect", FunctionDescriptor.of(number, number, address, number));
        setsockopt =
                function(linker, "setsockopt", FunctionDescriptor.of(number, number, number, number, address, number));
        send = function(
                linker,
                "send",
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, number, address, ValueLayout.JAVA_LONG, number));
        close = function(linker, "close", FunctionDescriptor.of(number, number));
        isatty = function(linker, "isatty", FunctionDescriptor.of(number, number));
        var text = address.withTargetLayout(MemoryLayout.sequenceLayout(256, ValueLayout.JAVA_BYTE));
        strerror = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(text, number));
    }

    @SuppressWarnings("restricted") // as above
    private static MethodHandle function(Linker linker, String name, FunctionDescriptor form) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), form, Linker.Option.captureCallState("errno"));
    }

    boolean isTerminal(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            return (int) invoke(isatty, arena.allocate(ERRNO), descriptor) == 1;
        }
    }

    int socket(int family, int type) throws IOException {
        return (int) call("make a socket", socket, family, type, 0);
    }

    void connect(int descriptor, MemorySegment address) throws IOException {
        call("connect", connect, descriptor, address, (int) address.byteSize());
    }

    void option(int descriptor, int level, int option, MemorySegment value) throws IOException {
        call("set a limit of time", setsockopt, descriptor, level, option, value, (int) value.byteSize());
    }

    void send(int descriptor, byte[] bytes, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var message = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            call("send", send, descriptor, message, (long) bytes.length, flags);
        }
    }

    void close(int descriptor) throws IOException {
        call("close a socket", close, descriptor);
    }

    /// A call that a signal interrupted is made again.
    private Object call(String action, MethodHandle function, Object... arguments) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(ERRNO);
            while (true) {
                var answer = invoke(function, errno, arguments);
                if (((Number) answer).longValue() >= 0) {
                    return answer;
                }
                int reason = errno.get(ValueLayout.JAVA_INT, 0);
                if (reason != EINTR) {
                    throw new IOException(action + ": " + text(reason));
                }
            }
        }
    }

    private static Object invoke(MethodHandle function, MemorySegment errno, Object... arguments) {
        var all = new ArrayList<Object>(List.of(errno));
        all.addAll(List.of(arguments));
        return invokeAny(function, all);
    }

    private String text(int reason) {
        return ((MemorySegment) invokeAny(strerror, List.of(reason))).getString(0);
    }

    /// Calls of the C library throw nothing.
    private static Object invokeAny(MethodHandle function, List<Object> arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("call of the C library failed", e);
        }
    }
}
