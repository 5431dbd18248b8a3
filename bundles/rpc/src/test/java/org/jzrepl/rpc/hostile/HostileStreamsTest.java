// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No spoilt conversation hangs a server, exhausts its memory, or gets at what is not the client's. Another
/// run of the same seed (`-Djzrepl.hostile.seed`) says the same things.
final class HostileStreamsTest {
    private static final String SEED = "jzrepl.hostile.seed";

    @Test
    void a_server_survives_fifty_thousand() throws Exception {
        survive(50_000);
    }

    @Test
    @Tag("soak")
    void a_server_survives_a_million() throws Exception {
        survive(1_000_000);
    }

    private static void survive(int count) throws IOException, InterruptedException {
        long seed = Optional.ofNullable(Long.getLong(SEED)).orElseGet(System::nanoTime);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileRun.class.getName(),
                        Long.toString(seed),
                        Integer.toString(count))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        System.out.println(output.lines()
                .filter(line -> line.startsWith("hostile streams:"))
                .findFirst()
                .orElse("-"));
        assertEquals(0, status, () -> "seed " + seed + ": " + output);
    }
}
