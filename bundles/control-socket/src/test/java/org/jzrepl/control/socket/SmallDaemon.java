// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.control.Operations;
import org.jzrepl.api.job.JobPlan;
import org.jzrepl.testkit.TestThreads;

/// A daemon with one job behind a real socket, and a client of it.
final class SmallDaemon implements AutoCloseable {
    final TestThreads threads = new TestThreads();
    final SocketControlPoint point = new SocketControlPoint(threads, Duration.ofSeconds(5));

    final List<String> signals = new ArrayList<>();

    private final DaemonControl control = new DaemonControl() {
        @Override
        public Status status() {
            return Pictures.status(Map.of(), List.of());
        }

        @Override
        public void wakeup(JobName job) {
            if (!job.value().equals("data")) {
                throw new IllegalArgumentException("job \"" + job + "\" does not exist; jobs: data");
            }
            signals.add("wakeup " + job);
        }

        @Override
        public void reset(JobName job) {
            throw new IllegalStateException("reset job \"" + job + "\": no run is under way");
        }

        @Override
        public JobPlan plan(JobName job, JobPlan.Extent extent) {
            return new JobPlan.Unplannable("job \"" + job + "\" waits for others");
        }
    };

    private final Configurations configurations = new Configurations() {
        @Override
        public Change compare() {
            return change("+ jobs[home].type: snap");
        }

        @Override
        public Change reload() throws ConfigException {
            signals.add("reload");
            if (signals.size() > 1) {
                throw new ConfigException(
                        List.of(new Problem("jzrepl.yml", 3, 5, "jobs[0].type", "is missing; installed: snap")));
            }
            return change("- jobs[home].type: snap");
        }

        @Override
        public Effective.Mapping effective() {
            return Effective.Mapping.EMPTY;
        }

        private static Change change(String difference) {
            var warning = new Problem("jzrepl.yml", 1, 1, "global", "is odd");
            return new Change(
                    List.of(new JobName("home")), List.of(), List.of(), List.of(difference), List.of(warning));
        }
    };

    private final Path socket;

    /// In a folder that is closed to others.
    SmallDaemon(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        socket = folder.resolve("control");
    }

    Path socket() {
        return socket;
    }

    Closeable open() throws IOException {
        return open(point, socket);
    }

    Closeable open(SocketControlPoint at, Path place) throws IOException {
        return at.open(place, new Operations(control, configurations));
    }

    SocketChannel dial() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    String post(String path, String body) throws IOException {
        try (var channel = dial()) {
            var text =
                    "POST " + path + " HTTP/1.1\r\nHost: unix\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
