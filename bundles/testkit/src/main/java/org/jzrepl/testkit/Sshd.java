// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// OpenSSH's server on a loopback port, with keys of its own: who has the client's key gets `forcedCommand`.
public final class Sshd implements Closeable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final String USER = System.getProperty("user.name");

    private final Path folder;
    private final Process process;
    private final int port;

    private Sshd(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /// Keeps its files in `folder`.
    public static Sshd start(Path folder, String forcedCommand) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IOException(PROGRAM + " is missing: install openssh-server and openssh-client");
        }
        Files.createDirectories(Path.of("/run/sshd"));
        makeKey(folder.resolve("host"));
        makeKey(folder.resolve("client"));
        var key = Files.readString(folder.resolve("client.pub"));
        Files.writeString(folder.resolve("authorized_keys"), "command=\"" + forcedCommand + "\",restrict " + key);
        while (true) {
            var server = tryPort(folder, freePort());
            if (server.isListening()) {
                return server;
            }
        }
    }

    /// Somebody else may take the port before the server does.
    private static Sshd tryPort(Path folder, int port) throws IOException {
        var config = folder.resolve("sshd_config");
        Files.writeString(config, """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                UseDNS no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 200
                LogLevel ERROR
                """.formatted(port, folder.resolve("host"), folder.resolve("authorized_keys")));
        var host = Files.readString(folder.resolve("host.pub"));
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + host);
        var process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        return new Sshd(folder, process, port);
    }

    private boolean isListening() throws IOException {
        await().atMost(Duration.ofMinutes(1)).until(() -> answers() || !process.isAlive());
        var log = Files.readString(folder.resolve("sshd.log"));
        if (!process.isAlive() && !log.contains("in use")) {
            throw new IOException("sshd does not start: " + log);
        }
        return process.isAlive();
    }

    private boolean answers() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen does not make " + file);
        }
    }

    /// The section `connect` of a client.
    public String connect() {
        return """
                host: 127.0.0.1
                user: %s
                port: %d
                identity_file: %s
                options: [%s]
                dial_timeout: 2m
                """.formatted(USER, port, identity(), String.join(", ", options()));
    }

    public int port() {
        return port;
    }

    /// The private key that it lets in.
    public Path identity() {
        return folder.resolve("client");
    }

    /// Options of `ssh` with which it is known.
    public List<String> options() {
        return List.of("UserKnownHostsFile=" + folder.resolve("known_hosts"), "StrictHostKeyChecking=yes");
    }

    public String destination() {
        return USER + "@127.0.0.1";
    }

    /// Its connections end with it.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
