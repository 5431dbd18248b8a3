// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.unix;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.channels.Channel;

/// The numbers of sockets and pipes, which the JDK keeps to itself; the product's start script opens its package.
public final class Descriptors {
    private Descriptors() {}

    /// Of a socket or of an end of a `java.nio.channels.Pipe`; valid while the channel is open.
    public static int number(Channel channel) throws IOException {
        try {
            var number = channel.getClass().getMethod("getFDVal");
            number.setAccessible(true);
            return (int) number.invoke(channel);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IOException(
                    "the number of a descriptor is hidden: start java with --add-opens java.base/sun.nio.ch=ALL-UNNAMED",
                    e);
        }
    }

    /// A name under which a child process can be given the end of a pipe while the channel is open.
    public static File file(Channel channel) throws IOException {
        return new File("/proc/self/fd/" + number(channel));
    }
}
