// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// SIGHUP, which would end the JVM otherwise. The JDK has signals in a class that it does not document but
/// supports; without it (another JVM, or one that is told to leave signals alone) SIGHUP does what it always
/// did.
final class Hangup {
    private Hangup() {}

    static void runs(Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, with) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "equals" -> self == with[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "SIGHUP";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (InvocationTargetException e) {
            System.err.println("jzrepl: SIGHUP cannot be handled: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            System.err.println("jzrepl: SIGHUP cannot be handled: " + e);
        }
    }
}
