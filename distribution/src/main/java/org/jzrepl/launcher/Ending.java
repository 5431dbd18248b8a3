// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.launcher;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Why the JVM goes down, seen from a shutdown hook: by a signal, or by code that calls `System.exit`. Neither
/// returns before the hooks have run, so that it is on the stack of a thread.
record Ending(boolean isFromWithin) {
    static final Ending AFTER_ITS_COMMAND = new Ending(false);

    /// Names whom it finds on standard error: the log may be closed by then.
    static Ending observed() {
        var stacks = Thread.getAllStackTraces().values();
        if (stacks.stream().flatMap(Stream::of).anyMatch(Ending::isOfSignals)) {
            return new Ending(false);
        }
        var caller = stacks.stream().flatMap(stack -> caller(stack).stream()).findFirst();
        System.err.println("jzrepl: the process is ended by code in it that calls System.exit"
                + caller.map(frame -> ": " + frame).orElse("")); // virtual threads are not among the listed
        return new Ending(true);
    }

    private static boolean isOfSignals(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.lang.Terminator");
    }

    private static Optional<StackTraceElement> caller(StackTraceElement... stack) {
        Predicate<StackTraceElement> exit = frame -> frame.getClassName().equals(Runtime.class.getName())
                && frame.getMethodName().equals("exit");
        return Stream.of(stack)
                .dropWhile(exit.negate())
                .dropWhile(frame -> frame.getClassName().startsWith("java.lang."))
                .findFirst();
    }
}
