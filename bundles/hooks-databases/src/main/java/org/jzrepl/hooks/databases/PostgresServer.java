// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One server of a DSN: a host and port, or a folder with its Unix socket.
record PostgresServer(String host, int port) {
    private static final String USUAL_PORT = "5432";
    private static final String LOCAL = "localhost";

    /// Of the comma lists `host` (or `hostaddr`, which is used instead) and `port`.
    static List<PostgresServer> of(Map<String, String> valueByKey) {
        var hosts = hosts(valueByKey);
        var ports = valueByKey.getOrDefault("port", USUAL_PORT).split(",", -1);
        if (ports.length != 1 && ports.length != hosts.length) {
            throw new IllegalArgumentException("has " + hosts.length + " hosts but " + ports.length + " ports");
        }
        var servers = new ArrayList<PostgresServer>();
        for (int i = 0; i < hosts.length; i++) {
            var port = ports[ports.length == 1 ? 0 : i];
            servers.add(new PostgresServer(
                    hosts[i].isEmpty() ? LOCAL : hosts[i], Settings.port(port.isEmpty() ? USUAL_PORT : port)));
        }
        return servers;
    }

    private static String[] hosts(Map<String, String> valueByKey) {
        var address = valueByKey.getOrDefault("hostaddr", "");
        return (address.isEmpty() ? valueByKey.getOrDefault("host", LOCAL) : address).split(",", -1);
    }

    PostgresServer {
        if (host.startsWith("@")) {
            throw new IllegalArgumentException("abstract sockets (host=@…) are not supported: name a folder");
        }
    }

    /// Its Unix socket, if it is one.
    Optional<String> socket() {
        return host.startsWith("/") ? Optional.of(host + "/.s.PGSQL." + port) : Optional.empty();
    }
}
