// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where the configuration is, and with it the control socket.
final class ConfigOption {
    private static final String SOCKET = "/var/run/zrepl/control";

    @Option(
            names = "--config",
            paramLabel = "PATH",
            description = "The daemon's configuration, which names its socket. Default: the first that exists of"
                    + " /etc/jzrepl/jzrepl.yml, /etc/zrepl/zrepl.yml and /usr/local/etc/zrepl/zrepl.yml.")
    private Optional<Path> config = Optional.empty();

    /// A client of the daemon that this configuration belongs to.
    ControlClient client() {
        var socket = ConfigFile.read(config).at("global", "control", "sockpath").orElse(SOCKET);
        return new ControlClient(Path.of(socket));
    }
}
