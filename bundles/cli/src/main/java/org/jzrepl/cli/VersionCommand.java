// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `version`: of this program and of the daemon.
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Print the versions of client and daemon.",
            "",
            "They differ while a daemon runs that was started before an update."
        },
        footer = {"", "Exit status: 0 printed; 1 the daemon cannot be asked."})
final class VersionCommand implements Runnable {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--show", paramLabel = "client|daemon", description = "Print this one only.")
    private Optional<Side> show = Optional.empty();

    enum Side {
        client,
        daemon
    }

    @Override
    public void run() {
        if (show.orElse(Side.client) == Side.client) {
            System.out.println("client: jzrepl version=" + Version.text() + " java=" + Runtime.version());
        }
        if (show.orElse(Side.daemon) == Side.daemon) {
            var there = config.client().ask("/version");
            System.out.println(
                    "server: jzrepl version=" + text(there, "Version") + " java=" + text(there, "RuntimeGo"));
        }
    }

    private static String text(com.google.gson.JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "?";
    }
}
