// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// One transfer: seconds of wall time, and seconds of CPU of each side with all its processes.
record Run(double wall, double sender, double receiver) {
    private static final Pattern CPU = Pattern.compile("cpu ([0-9.]+) ([0-9.]+)");

    static Run of(Setup setup, int gibibytes, Path certificates) throws IOException, InterruptedException {
        int port = freePort();
        var receiver = start(setup.receiver(), port, gibibytes, certificates);
        var complaints = receiver.errorReader();
        awaitListening(complaints, setup.name());
        long started = System.nanoTime();
        var sender = start(setup.sender(), port, gibibytes, certificates);
        double senderCpu = cpu(sender.errorReader(), setup.name());
        double receiverCpu = cpu(complaints, setup.name());
        sender.waitFor();
        receiver.waitFor();
        return new Run((System.nanoTime() - started) / 1e9, senderCpu, receiverCpu);
    }

    /// Under bash's `time`, which counts all that the command waited for.
    private static Process start(String command, int port, int gibibytes, Path certificates) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", "TIMEFORMAT='cpu %U %S'; time { " + command + "; }");
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("CERTIFICATES", certificates.toString());
        builder.environment().put("BYTES", Long.toString((long) gibibytes << 30));
        return builder.start();
    }

    private static void awaitListening(BufferedReader complaints, String setup) throws IOException {
        for (var line = complaints.readLine(); line != null; line = complaints.readLine()) {
            if (line.contains("listening on")) {
                return;
            }
            System.err.println(setup + ": " + line);
        }
        throw new IOException(setup + ": the receiver ended before it listened");
    }

    private static double cpu(BufferedReader complaints, String setup) throws IOException {
        for (var line = complaints.readLine(); line != null; line = complaints.readLine()) {
            var times = CPU.matcher(line);
            if (times.matches()) {
                return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
            }
            if (!line.contains(" N ")) { // socat's notices
                System.err.println(setup + ": " + line);
            }
        }
        throw new IOException(setup + ": no CPU time");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
