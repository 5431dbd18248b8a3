// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `reload`: lets the daemon read its configuration again.
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Let the daemon read its configuration again, and show what changes.",
            "Jobs that change finish what they are at first; all others go on. A file with mistakes changes nothing."
        })
final class ReloadCommand implements Runnable {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--socket", paramLabel = "PATH", description = "The control socket, if the file has a new one.")
    private Optional<Path> socket = Optional.empty();

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Override
    public void run() {
        var client = socket.map(ControlClient::new).orElseGet(config::client);
        var change = client.ask("/reload", Map.of("DryRun", Boolean.toString(dryRun)));
        lines(change, "Warnings").forEach(warning -> System.err.println("warning: " + warning));
        lines(change, "Difference").forEach(System.out::println);
        System.out.println((dryRun ? "would reload: " : "reloaded: ") + summary(change));
    }

    private static String summary(JsonObject change) {
        var parts = new ArrayList<String>();
        for (var key : List.of("Added", "Changed", "Removed")) {
            var jobs = lines(change, key);
            if (!jobs.isEmpty()) {
                parts.add(key.toLowerCase(java.util.Locale.ROOT) + " " + String.join(", ", jobs));
            }
        }
        return parts.isEmpty() ? "no job is different" : String.join("; ", parts);
    }

    private static List<String> lines(JsonObject change, String key) {
        return Json.list(change, key).stream().map(JsonElement::getAsString).toList();
    }
}
