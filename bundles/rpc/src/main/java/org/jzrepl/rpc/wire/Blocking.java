// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// Wires say that they were interrupted as channels do; everybody else says it with `InterruptedException`.
public final class Blocking {
    private Blocking() {}

    /// Something that blocks on a wire.
    @FunctionalInterface
    public interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    /// As [Call], without a result.
    @FunctionalInterface
    public interface Action {
        void run() throws IOException, InterruptedException;
    }

    public static <T> T call(Call<T> call) throws IOException, InterruptedException {
        try {
            return call.run();
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
    }

    public static void run(Action action) throws IOException, InterruptedException {
        try {
            action.run();
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        Thread.interrupted();
        var exception = new InterruptedException("interrupted while using the connection");
        exception.initCause(cause);
        return exception;
    }
}
