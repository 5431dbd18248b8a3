// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.nio.file.Path;
import java.util.List;

/// Two shell commands that move bytes over a loopback port. The receiver says on stderr when it listens.
record Setup(String name, String receiver, String sender) {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java")
            + " -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
            + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -cp '" + System.getProperty("java.class.path") + "' org.jzrepl.bench.";
    private static final String SOURCE = "head -c $BYTES /dev/zero";
    private static final String SINK = "cat > /dev/null";

    /// `$PORT`, `$BYTES` and `$CERTIFICATES`, a folder, are in the environment.
    static List<Setup> all() {
        return List.of(
                new Setup(
                        "socat pipes",
                        "socat -d -d -u -b 524288 TCP-LISTEN:$PORT,bind=127.0.0.1,reuseaddr - | " + SINK,
                        SOURCE + " | socat -u -b 524288 - TCP:127.0.0.1:$PORT"),
                new Setup(
                        "java copy pipes",
                        java("Copy from-socket") + " | " + SINK,
                        SOURCE + " | " + java("Copy to-socket")),
                product("tcp", "pipes"),
                product("tls", "pipes"),
                new Setup("java copy memory", java("Copy from-socket-to-nowhere"), java("Copy to-socket-from-nowhere")),
                product("tcp", "memory"),
                product("tls", "memory"));
    }

    private static Setup product(String transport, String ends) {
        return new Setup(
                transport + " " + ends,
                java("Receiver " + transport + " " + ends),
                java("Sender " + transport + " " + ends));
    }

    private static String java(String command) {
        return JAVA + command;
    }
}
