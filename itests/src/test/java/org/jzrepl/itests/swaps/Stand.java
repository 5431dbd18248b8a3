// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.itests.daemon.ControlSocket;
import org.jzrepl.itests.daemon.DaemonFolder;
import org.jzrepl.itests.daemon.DaemonProcess;
import org.jzrepl.itests.daemon.PushStatus;
import org.jzrepl.itests.daemon.ShellClient;
import org.jzrepl.itests.daemon.Wiring;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// One daemon with simulated pools, and everything that a history does to it. Used by one thread.
final class Stand implements AutoCloseable {
    private static final Pattern ROW = Pattern.compile("\\s*(\\d+)\\|(\\w+)\\s*\\|\\s*\\d+\\|(\\S+) \\((\\S+)\\).*");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> ROOTS =
            List.of("tank", "tank/near", "tank/far", "tank/snaps", "backup", "backup/near", "backup/far");

    final SimulatedZfs zfs;
    final Questions questions;
    final Jars jars;
    private final DaemonFolder folder;
    private final Wiring wiring;
    private final DaemonProcess daemon;
    private final LogTail tail;
    private final List<String> failures = new ArrayList<>();
    private int prunedSnaps;

    Stand(Path path) throws IOException, InterruptedException {
        folder = new DaemonFolder(path);
        zfs = SimulatedZfs.inFile(folder.pools(), InstantSource.system());
        questions = new Questions(path.resolve("run/questions"));
        jars = new Jars(Files.createDirectory(path.resolve("jars")));
        wiring = Wiring.tcp("127.0.0.1", "127.0.0.1");
        for (var root : ROOTS) {
            zfs.properties().create(DatasetPath.parse(root), Map.of());
        }
        // nothing supplies the test's rule yet
        Files.writeString(folder.config(), head(8) + "jobs: []\n");
        daemon = DaemonProcess.start(folder);
        tail = new LogTail(path.resolve("daemon.log"));
    }

    private String head(int rate) {
        return """
                global:
                  control: {sockpath: "%s"}
                  logging: [{type: stdout, level: info, format: human}]
                  zfs: {type: simulated, file: "%s", bytes_per_second: %d MiB}
                """.formatted(folder.socket(), folder.pools(), rate);
    }

    /// `count` is what `last_n` keeps, `rate` the MiB a second of each stream.
    void configure(int count, int rate) throws IOException {
        Files.writeString(
                folder.config(),
                head(rate)
                        + """
                jobs:
                  - {name: sink, type: sink, root_fs: backup/near, recv: {placeholder: {encryption: inherit}},
                     serve: {type: local, listener_name: near}}
                  - {name: source, type: source, filesystems: {"tank/far<": true, "tank/far": false},
                     snapshotting: {type: manual}, serve: %s}
                  - name: near
                    type: push
                    connect: {type: local, listener_name: near, client_identity: here}
                    filesystems: {"tank/near<": true, "tank/near": false}
                    snapshotting: {type: manual}
                    conflict_resolution: {initial_replication: all}
                    pruning:
                      keep_sender: %s
                      keep_receiver: %s
                  - name: far
                    type: pull
                    connect: %s
                    root_fs: backup/far
                    recv: {placeholder: {encryption: inherit}}
                    interval: manual
                    conflict_resolution: {initial_replication: all}
                    pruning:
                      keep_sender: %s
                      keep_receiver: %s
                  - name: snaps
                    type: snap
                    filesystems: {"tank/snaps<": true, "tank/snaps": false}
                    snapshotting: {type: manual}
                    pruning:
                      keep: [{type: last_n, count: %d, regex: '^a_'}, %s]
                """.formatted(
                                        wiring.serve(),
                                        sender("near", count),
                                        receiver("near"),
                                        wiring.connect(),
                                        sender("far", count),
                                        receiver("far"),
                                        count,
                                        rule("snaps-local")));
    }

    private String sender(String job, int count) {
        return "[{type: not_replicated}, " + rule(job + "-sender") + ", {type: last_n, count: " + count
                + ", regex: '^a_'}]";
    }

    private String receiver(String job) {
        return "[" + rule(job + "-receiver") + ", {type: regex, regex: '^m_'}]";
    }

    private String rule(String place) {
        return "{type: law, socket: '" + questions.path() + "', place: " + place + "}";
    }

    ControlSocket control() {
        return daemon.control();
    }

    DaemonProcess daemon() {
        return daemon;
    }

    /// Waits for something that takes no time to speak of; what is waited for in vain breaks a law.
    void await(String what, Callable<Boolean> condition) throws IOException {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            var log = daemon.log();
            throw new LawBrokenException("waited in vain for: " + what + "\n"
                    + String.join("\n", log.subList(Math.max(0, log.size() - 40), log.size())) + "\n"
                    + control().post("/status", "{}"));
        }
    }

    /// Runs a script in the Felix shell of the daemon. What it says.
    String shell(String script) throws IOException {
        try (var client = ShellClient.open(folder.socket())) {
            client.script(script);
            return client.untilExit().text();
        }
    }

    /// A path below `/plugins`; the plug-in that it answers with.
    ///
    /// @throws IOException if the installer refuses
    JsonObject plugin(String path, Map<String, Object> request) throws IOException {
        var answer = control().post("/plugins/" + path, new Gson().toJson(request));
        return JsonParser.parseString(answer).getAsJsonObject();
    }

    /// What the installer has, without the product's own bundles.
    List<JsonObject> plugins() throws IOException {
        return control().ask("/plugins").getAsJsonArray("Plugins").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(plugin -> !plugin.get("Origin").getAsString().equals("distribution"))
                .toList();
    }

    /// A bundle as the framework itself has it.
    record Row(String id, String state, String bundle, String version) {
        boolean isActive() {
            return state.equals("Active");
        }
    }

    List<Row> rows() throws IOException {
        return shell("lb -s | cat")
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
                .toList();
    }

    PushStatus replication(Place place) throws IOException {
        return daemon.active(place.job);
    }

    /// Why a job does not run; empty if it does.
    String problem(Place place) throws IOException {
        var job = daemon.job(place.job);
        return job.has("Problem") ? job.get("Problem").getAsString() : "";
    }

    /// What says that a run has begun after another.
    String mark(Place place) throws IOException {
        read();
        return place.replicates() ? replication(place).started() : Integer.toString(prunedSnaps);
    }

    /// Whether nothing is under way and the run that was woken after `mark` has been.
    boolean isOver(Place place, String mark) throws IOException {
        if (!problem(place).isEmpty()) {
            return true;
        }
        return !mark(place).equals(mark)
                && (!place.replicates() || replication(place).phase().equals("waiting"));
    }

    /// The same of a run that was seen at work: a job that was made anew since knows nothing of it.
    boolean hasEnded(Place place, String mark) throws IOException {
        return isOver(place, mark)
                || place.replicates()
                        && replication(place).started().isEmpty()
                        && replication(place).phase().equals("waiting");
    }

    private void read() throws IOException {
        for (var line : tail.more()) {
            boolean pruned = line.contains(": pruning done") || line.contains(": cannot plan pruning");
            prunedSnaps += line.contains("[snaps]") && pruned ? 1 : 0;
            if (line.contains("[ERRO]")) {
                failures.add(line);
            }
        }
    }

    /// The errors that have been logged since the last call.
    List<String> failures() throws IOException {
        read();
        var all = List.copyOf(failures);
        failures.clear();
        return all;
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        questions.close();
        wiring.close();
    }
}
