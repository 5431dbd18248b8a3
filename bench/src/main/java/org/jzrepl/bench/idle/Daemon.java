// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench.idle;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The product's own daemon with a push into a sink of its own, so that it is both sides. Its log says where
/// a cycle begins and ends: to ask for the status would be work that is not the cycle's.
final class Daemon implements AutoCloseable {
    private static final String PRUNED = "pruning done";
    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9]+)M->");

    private final Path folder;
    private final Process process;

    private Daemon(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// `old`: whether its ZFS is older than 2.2.
    static Daemon start(Path product, Path folder, Listing listing, int heap, boolean old)
            throws IOException, InterruptedException {
        Files.createDirectories(
                folder.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(folder.resolve("jzrepl.yml"), configuration(folder, listing));
        var builder = new ProcessBuilder(
                        product.resolve("bin/jzrepl").toString(),
                        "daemon",
                        "--config",
                        folder.resolve("jzrepl.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("STATE_DIRECTORY", folder.resolve("state").toString());
        builder.environment()
                .put("JZREPL_OPTS", "-Xmx" + heap + "m -Xlog:gc:file=" + folder.resolve("gc") + " " + more());
        if (old) {
            builder.environment().put("NO_SNAPSHOTS_CHANGED", "1");
        }
        var daemon = new Daemon(folder, builder.start());
        daemon.awaitLine("listening", 1);
        return daemon;
    }

    private static String more() {
        return System.getenv().getOrDefault("JZREPL_OPTS", "");
    }

    private static String configuration(Path folder, Listing listing) {
        return """
                global:
                  control: {sockpath: "%1$s"}
                  logging: [{type: stdout, level: info, format: human}]
                  zfs: {path: "%2$s"}
                jobs:
                - {type: sink, name: sink, root_fs: backup/sink, recv: {placeholder: {encryption: inherit}},
                   serve: {type: local, listener_name: sink}}
                - type: push
                  name: idle
                  connect: {type: local, listener_name: sink, client_identity: here}
                  filesystems: {"tank/data<": true, "tank/data": false}
                  snapshotting: {type: manual}
                  pruning:
                    keep_sender: [{type: not_replicated}, {type: grid, grid: "%3$s", regex: "^zrepl_"}]
                    keep_receiver: [{type: grid, grid: "%3$s", regex: "^zrepl_"}]
                """.formatted(
                folder.resolve("run/control"), listing.zfs(), "1x1h(keep=all) | " + listing.snapshots() + "x1h");
    }

    /// Wakes the push for the `number`th time, and returns when it has replicated and pruned both sides.
    void cycle(int number) throws IOException, InterruptedException {
        post("/signal", "{\"Name\": \"idle\", \"Op\": \"wakeup\"}");
        awaitLine(PRUNED, 2 * number);
    }

    /// CPU seconds, those of the children that have ended with them.
    double cpu() throws IOException {
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) { // utime, stime, cutime, cstime
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / 100.0;
    }

    /// Mebibytes of memory at their highest.
    long peakResident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /// Mebibytes of heap at their highest, as the collector saw it.
    long peakHeap() throws IOException {
        long peak = 0;
        for (var line : Files.readAllLines(folder.resolve("gc"))) {
            var pause = PAUSE.matcher(line);
            if (pause.find()) {
                peak = Math.max(peak, Long.parseLong(pause.group(1)));
            }
        }
        return peak;
    }

    /// Lines of the log that say that something is wrong.
    List<String> complaints() throws IOException {
        return log().stream()
                .filter(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("[ERRO]"))
                .toList();
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    private void awaitLine(String text, int times) throws IOException, InterruptedException {
        while (log().stream().filter(line -> line.contains(text)).count() < times) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "the daemon ended with " + process.exitValue() + ":\n" + String.join("\n", log()));
            }
        }
    }

    private void post(String route, String body) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("run/control")))) {
            var request = "POST " + route + " HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            var reply = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!reply.contains(" 200 ")) {
                throw new IOException(route + ": " + reply);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
