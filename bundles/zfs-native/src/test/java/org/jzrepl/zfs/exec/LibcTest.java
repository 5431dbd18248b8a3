// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class LibcTest {
    private static final int F_GETPIPE_SZ = 1032;

    @Test
    void a_pipe_for_streams_is_as_large_as_the_system_allows() throws Throwable {
        try (var pipe = new Libc().largePipe()) {
            assertEquals(systemLimit(), size(pipe.write()));
        }
    }

    private static int systemLimit() throws IOException, InterruptedException {
        var sysctl = new ProcessBuilder("cat", "/proc/sys/fs/pipe-max-size").start();
        try (InputStream out = sysctl.getInputStream()) {
            int limit = Integer.parseInt(new String(out.readAllBytes()).strip());
            assertEquals(0, sysctl.waitFor());
            return limit;
        }
    }

    @SuppressWarnings("restricted")
    private static int size(int descriptor) throws Throwable {
        var integer = ValueLayout.JAVA_INT;
        var fcntl = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("fcntl"),
                        FunctionDescriptor.of(integer, integer, integer, integer),
                        Linker.Option.firstVariadicArg(2));
        return (int) fcntl.invoke(descriptor, F_GETPIPE_SZ, 0);
    }
}
