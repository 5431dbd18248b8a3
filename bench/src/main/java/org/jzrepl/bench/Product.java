// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.api.transport.Transport;
import org.jzrepl.api.zfs.ZfsStreams;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.rpc.WireEndpoints;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.transport.tcp.TcpTransport;
import org.jzrepl.transport.tls.TlsTransport;
import org.jzrepl.zfs.exec.ExecZfsFactory;

/// The parts of the product that bytes go through, put together without a framework. Lives as long as the
/// process.
final class Product {
    static final DatasetPath DATASET = DatasetPath.parse("tank/bench");
    static final Step STEP = new Step(
            DATASET,
            Optional.empty(),
            new Snapshot("1", new Guid(1), 1, Instant.EPOCH),
            Optional.empty(),
            Protection.RESUMABLE);

    private static final String ADDRESS = "127.0.0.1:" + System.getenv("PORT");

    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);

    WireEndpoints endpoints() {
        return new WireEndpoints(threads);
    }

    Transport transport(String type) {
        return switch (type) {
            case "tcp" -> new TcpTransport(new TcpSockets(threads), deadlines);
            case "tls" -> new TlsTransport(new TcpSockets(threads), deadlines, threads);
            default -> throw new IllegalArgumentException(type);
        };
    }

    static Section connect(String type) throws ConfigException {
        return section(
                "{address: '" + ADDRESS + "'" + (type.equals("tls") ? ", server_cn: there" + keys("here") : "") + "}");
    }

    static Section serve(String type) throws ConfigException {
        return section("{listen: '" + ADDRESS + "'"
                + (type.equals("tls") ? ", client_cns: [here]" + keys("there") : ", clients: {127.0.0.1: here}") + "}");
    }

    /// From the authority that [Bench] has made.
    private static String keys(String name) {
        var files = System.getenv("CERTIFICATES") + "/";
        return ", ca: '" + files + "authority.crt', cert: '" + files + name + ".crt', key: '" + files + name + ".key'";
    }

    static Section section(String yaml) throws ConfigException {
        return Sections.of(new YamlConfigurationReader(), yaml);
    }

    /// ZFS by commands, of which a script plays `zfs send` and `zfs receive`.
    ZfsStreams streams() throws IOException, ConfigException {
        var script = Files.createTempFile(
                "zfs", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, """
                #!/bin/sh
                case $1 in
                send) exec head -c "$BYTES" /dev/zero ;;
                receive | recv) exec cat > /dev/null ;;
                esac
                """);
        var zfs = new ExecZfsFactory(threads, _ -> {}).create(section("path: " + Path.of(script.toString())));
        return zfs.streams();
    }
}
