// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of two jobs that want to listen at one place, the later does not, names the other, and nobody else minds.
final class ContestedPlaceScenarioTest {
    @TempDir
    private Path temporary;

    @Test
    void the_later_of_two_jobs_at_one_place_names_the_other_and_the_daemon_goes_on() throws Exception {
        var push = SimulatedPush.prepare(temporary, "", "");
        push.create("tank/data");
        push.write("tank/data", "file", 1 << 20);
        push.snapshot("1", "tank/data");
        contest(push.folder());
        try (var daemon = DaemonProcess.start(push.folder())) {
            for (var place : List.of("local", "tcp", "stdinserver")) {
                daemon.await(
                        "one of two jobs cannot listen at " + place,
                        () -> losers(daemon, place).size() == 1);
                var loser = losers(daemon, place).getFirst();
                var winner = place + (loser.endsWith("1") ? "2" : "1");
                var problem = daemon.job(loser).get("Problem").getAsString();
                assertTrue(problem.contains("job \"" + winner + "\""), problem);
                assertEquals(1, complaints(daemon, loser).size(), complaints(daemon, loser)::toString);
            }
            assertEquals(List.of("tank/data"), daemon.run(SimulatedPush.JOB).done());
            assertEquals(0, daemon.terminate());
        }
        try (var sockets = Files.list(sockets(push.folder()))) {
            assertEquals(List.of(), sockets.toList(), "what a stopped daemon leaves of its sockets");
        }
    }

    private static List<String> losers(DaemonProcess daemon, String place) throws IOException {
        var losers = new ArrayList<String>();
        for (var job : List.of(place + "1", place + "2")) {
            if (daemon.job(job).has("Problem")) {
                losers.add(job);
            }
        }
        return losers;
    }

    private static List<String> complaints(DaemonProcess daemon, String job) {
        return daemon.log().stream()
                .filter(line -> line.contains("[ERRO]") && line.contains("[" + job + "]"))
                .toList();
    }

    private static Path sockets(DaemonFolder folder) {
        return folder.path().resolve("run/stdinserver");
    }

    /// Adds two jobs for each place.
    private static void contest(DaemonFolder folder) throws IOException {
        Files.createDirectory(sockets(folder)); // in a folder that nobody else can enter
        Files.setPosixFilePermissions(sockets(folder), PosixFilePermissions.fromString("rwx------"));
        var config = Files.readString(folder.config())
                .replaceFirst("global:\n", "global:\n  serve: {stdinserver: {sockdir: \"" + sockets(folder) + "\"}}\n");
        var jobs = Stream.of(
                        sinks("local", "listener_name: contested"),
                        sinks("tcp", "listen: '127.0.0.1:" + freePort() + "', clients: {127.0.0.1: a}"),
                        sinks("stdinserver", "client_identities: [laptop]"))
                .reduce("", String::concat);
        Files.writeString(folder.config(), config + jobs);
    }

    private static String sinks(String type, String serve) {
        return Stream.of("1", "2")
                .map(number -> """
                        - {type: sink, name: %s, root_fs: backup/%s, serve: {type: %s, %s}}
                        """.formatted(type + number, type + number, type, serve))
                .reduce("", String::concat);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
