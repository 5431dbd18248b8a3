// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jzrepl.itests.Tree;
import org.jzrepl.testkit.Authority;
import org.jzrepl.testkit.Sshd;

/// How two daemons reach each other: values of the jobs' `serve` and `connect`, what the serving daemon's
/// `global` needs, and what of it has to be ended. The client is known as [#CLIENT].
public record Wiring(String serve, String connect, String global, Closeable service) implements Closeable {
    public static final String CLIENT = "here";

    /// Over `transport`: local, tcp, tls or ssh. Files are kept in `folder`; `serving` is the daemon that is
    /// called.
    public static Wiring over(String transport, Path folder, DaemonFolder serving)
            throws IOException, InterruptedException {
        return switch (transport) {
            case "local" ->
                new Wiring(
                        "{type: local, listener_name: there}",
                        "{type: local, listener_name: there, client_identity: " + CLIENT + "}",
                        "",
                        () -> {});
            case "tcp" -> tcp("127.0.0.1", "127.0.0.1");
            case "tls" -> tls(folder);
            case "ssh" -> ssh(folder, serving);
            default -> throw new IllegalArgumentException(transport);
        };
    }

    /// Between these two addresses.
    public static Wiring tcp(String server, String client) throws IOException {
        var address = server + ":" + freePort();
        return new Wiring(
                "{type: tcp, listen: '" + address + "', clients: {" + client + ": " + CLIENT + "}}",
                "{type: tcp, address: '" + address + "'}",
                "",
                () -> {});
    }

    private static Wiring tls(Path folder) throws IOException, InterruptedException {
        var authority = Authority.create(folder, "authority");
        var server = authority.issue("there");
        var client = authority.issue(CLIENT);
        var address = "127.0.0.1:" + freePort();
        var files = ", ca: '%s', cert: '%s', key: '%s'";
        return new Wiring(
                "{type: tls, listen: '" + address + "', client_cns: [" + CLIENT + "]"
                        + files.formatted(authority.certificate(), server.cert(), server.key()) + "}",
                "{type: tls, address: '" + address + "', server_cn: there"
                        + files.formatted(authority.certificate(), client.cert(), client.key()) + "}",
                "",
                () -> {});
    }

    private static Wiring ssh(Path folder, DaemonFolder serving) throws IOException, InterruptedException {
        var sockets = Files.createDirectory(
                folder.resolve("sockets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var sshd = Sshd.start(
                folder,
                Tree.product().resolve("bin/jzrepl") + " stdinserver --config " + serving.config() + " " + CLIENT);
        return new Wiring(
                "{type: stdinserver, client_identities: [" + CLIENT + "]}",
                "{type: ssh+stdinserver, "
                        + String.join(", ", sshd.connect().strip().split("\n")) + "}",
                "serve: {stdinserver: {sockdir: '" + sockets + "'}}\n",
                sshd);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
