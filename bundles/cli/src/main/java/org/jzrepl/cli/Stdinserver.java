// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// `jzrepl stdinserver IDENTITY`: the forced command of a client's ssh key. Connects the client to the daemon.
///
/// Started once for each connection, and the client waits for it: so a program of its own, without the
/// libraries of the others. Nothing but the stream may reach stdout.
final class Stdinserver {
    private static final String DIRECTORY = "/var/run/zrepl/stdinserver";
    private static final byte[] PROXY_ERROR = "SSHCON_PROXY_ERROR".getBytes(StandardCharsets.US_ASCII);
    private static final int BANNER = 31;

    private Stdinserver() {}

    /// Exits with 0 only if both have ended their directions.
    public static void main(String[] arguments) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out).getChannel();
        var in = new FileInputStream(FileDescriptor.in).getChannel();
        try (var daemon = connect(arguments, out)) {
            new Relay(in, out, new FileOutputStream(FileDescriptor.err), daemon).run();
            System.exit(0);
        } catch (CommandFailedException | IOException e) {
            System.err.println("jzrepl stdinserver: " + e.getMessage());
            System.exit(1);
        }
    }

    /// Tells the client, too, that the daemon cannot be reached.
    private static SocketChannel connect(String[] arguments, WritableByteChannel out) throws IOException {
        try {
            return connect(socket(arguments));
        } catch (CommandFailedException e) {
            out.write(ByteBuffer.allocate(BANNER).put(PROXY_ERROR).rewind());
            throw e;
        }
    }

    private static SocketChannel connect(Path socket) {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "cannot reach the daemon at " + socket + ": " + e.getMessage()
                            + "; does it run, and does a job serve this client?",
                    e);
        }
    }

    private static Path socket(String[] arguments) {
        boolean configured = arguments.length > 0 && arguments[0].equals("--config");
        if (arguments.length != (configured ? 3 : 1)) {
            throw new CommandFailedException("usage: jzrepl stdinserver [--config PATH] IDENTITY");
        }
        var identity = arguments[arguments.length - 1];
        if (identity.isEmpty() || identity.contains("/") || identity.equals(".") || identity.equals("..")) {
            throw new CommandFailedException("\"" + identity + "\" is no client identity");
        }
        var config = ConfigFile.read(configured ? Optional.of(Path.of(arguments[1])) : Optional.empty());
        var directory = config.at("global", "serve", "stdinserver", "sockdir").orElse(DIRECTORY);
        return Path.of(directory, identity);
    }
}
