// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `plugin …`: what third-party bundles the daemon runs.
@Command(
        name = "plugin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Install, update and remove third-party bundles while the daemon runs.",
            "",
            "A plug-in is named by its symbolic name, with @VERSION where several versions are installed. An update does not"
                    + " interrupt work under way: it ends with the version that it began with."
        },
        footer = {
            "",
            "Examples:",
            "  jzrepl plugin install /tmp/jzrepl-keep-month-1.2.0.jar",
            "  jzrepl plugin update org.example.keep-month org.example:jzrepl-keep-month:1.3.0",
            "  jzrepl plugin rollback org.example.keep-month",
            "",
            "Exit status: 0 done; 1 refused, quarantined, or the daemon cannot be asked."
        })
final class PluginCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Show what is installed, and its state.")
    int list(
            @Mixin ConfigOption config,
            @Option(names = "--all", description = "The distribution's own bundles too.") boolean all) {
        var plugins = Json.objects(config.client().ask("/plugins"), "Plugins").stream()
                .filter(plugin -> all || isForeignOrIll(plugin))
                .toList();
        System.out.print(PluginText.table(plugins));
        return 0;
    }

    private static boolean isForeignOrIll(JsonObject plugin) {
        return !Json.text(plugin, "Origin").equals("distribution")
                || !Json.text(plugin, "State").equals("active");
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Show all that is known of one.")
    int info(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME[@VERSION]") String name) {
        var found = Json.objects(config.client().ask("/plugins"), "Plugins").stream()
                .filter(plugin -> PluginText.isMeantBy(plugin, name))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailedException("no plug-in " + name + " is installed");
        }
        found.forEach(plugin -> System.out.print(PluginText.details(plugin)));
        return 0;
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = "Install a bundle; other versions of it stay beside it.")
    int install(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SOURCE", description = "FILE, URL or group:artifact:version.") String source,
            @Mixin Consent consent) {
        return outcome(
                config.client().ask("/plugins/install", Map.of("Source", place(source), "Unsigned", consent.text())));
    }

    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Put a new version in the place of the active one.")
    int update(
            @Mixin ConfigOption config,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "SOURCE",
                            description =
                                    "FILE, URL or group:artifact:version. Default: where the active one came from.")
                    Optional<String> source,
            @Mixin Consent consent) {
        return outcome(config.client()
                .ask(
                        "/plugins/update",
                        Map.of(
                                "Name",
                                name,
                                "Source",
                                source.map(PluginCommand::place).orElse(""),
                                "Unsigned",
                                consent.text())));
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Go back to the version before the last update.")
    int rollback(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME") String name) {
        return outcome(change(config, name, "rollback"));
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Start what is disabled or quarantined; a yes to one that is not signed.")
    int enable(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME[@VERSION]") String name) {
        return outcome(change(config, name, "enable"));
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Stop one until it is enabled again; the jobs that use it wait.")
    int disable(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME[@VERSION]") String name) {
        System.out.print(PluginText.line(change(config, name, "disable")));
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Remove one, with its versions that do not run; with @VERSION that one and its former ones.")
    int remove(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME[@VERSION]") String name) {
        System.out.print(PluginText.removed(change(config, name, "remove")));
        return 0;
    }

    @Command(
            name = "doctor",
            mixinStandardHelpOptions = true,
            description = "Show what needs attention; exit status 1 if something does.")
    int doctor(@Mixin ConfigOption config) {
        var findings = Json.list(config.client().ask("/plugins/doctor"), "Findings");
        findings.forEach(finding -> System.out.println(finding.getAsString()));
        return findings.isEmpty() ? 0 : 1;
    }

    /// The operator's yes.
    static final class Consent {
        @Option(
                names = "--unsigned",
                description = "Take it although nobody in the operator's key store has signed it; stays visible.")
        private boolean unsigned;

        String text() {
            return Boolean.toString(unsigned);
        }
    }

    private static JsonObject change(ConfigOption config, String name, String change) {
        return config.client().ask("/plugins/change", Map.of("Name", name, "Change", change));
    }

    private static int outcome(JsonObject plugin) {
        System.out.print(PluginText.line(plugin));
        return List.of("active", "degraded").contains(Json.text(plugin, "State")) ? 0 : 1;
    }

    /// A file's path as the daemon, which has another working directory, finds it.
    private static String place(String source) {
        return Files.exists(Path.of(source)) ? Path.of(source).toAbsolutePath().toString() : source;
    }
}
