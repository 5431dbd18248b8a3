// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/// Opens connections to PostgreSQL: what a DSN means, in its driver's words.
final class PostgresConnections {
    private PostgresConnections() {}

    /// To the first server that answers and is of the kind wanted.
    static Connection open(PostgresDsn dsn) throws SQLException {
        var servers = new ArrayList<>(dsn.servers());
        if (dsn.isShuffled()) {
            Collections.shuffle(servers);
        }
        var last = new SQLException("no server is given");
        for (var server : servers) {
            try {
                return driver().connect("jdbc:postgresql://", properties(dsn, server));
            } catch (SQLException e) {
                last = e;
            }
        }
        throw last;
    }

    /// It registers itself for the whole JVM when its class is loaded, which would keep this bundle's classes for
    /// ever.
    private static Driver driver() throws SQLException {
        var driver = new Driver();
        synchronized (Driver.class) {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        }
        return driver;
    }

    private static Properties properties(PostgresDsn dsn, PostgresServer server) throws SQLException {
        var properties = new Properties();
        PGProperty.PG_HOST.set(properties, server.socket().isPresent() ? "localhost" : server.host());
        PGProperty.PG_PORT.set(properties, server.port());
        PGProperty.PG_DBNAME.set(properties, dsn.database());
        PGProperty.USER.set(properties, dsn.user());
        if (dsn.value("passfile").isPresent() && dsn.value("password").isEmpty()) {
            PassFile.password(Path.of(dsn.value("passfile").orElseThrow()), server, dsn)
                    .ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        }
        dsn.value("password").ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
        PGProperty.APPLICATION_NAME.set(
                properties,
                dsn.value("application_name")
                        .or(() -> dsn.value("fallback_application_name"))
                        .orElse("jzrepl"));
        PGProperty.TARGET_SERVER_TYPE.set(properties, dsn.target());
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.CONNECT_TIMEOUT.set(properties, dsn.value("connect_timeout").orElse("0"));
        if (!dsn.options().isEmpty()) {
            PGProperty.OPTIONS.set(properties, dsn.options());
        }
        server.socket().ifPresentOrElse(path -> useSocket(properties, path), () -> useTls(properties, dsn));
        return properties;
    }

    private static void useSocket(Properties properties, String path) {
        PGProperty.SOCKET_FACTORY.set(properties, UnixSockets.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, path);
        PGProperty.SSL_MODE.set(properties, "disable");
    }

    /// With a file of authorities `require` looks at the chain, as lib/pq has it; without one, those of the JVM
    /// count.
    private static void useTls(Properties properties, PostgresDsn dsn) {
        var authorities = dsn.value("sslrootcert").filter(file -> Files.exists(Path.of(file)));
        boolean isChecked = dsn.sslMode().equals("require") && authorities.isPresent();
        PGProperty.SSL_MODE.set(properties, isChecked ? "verify-ca" : dsn.sslMode());
        if (dsn.isVerified() && dsn.value("sslrootcert").isEmpty()) {
            PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
        }
        dsn.value("sslrootcert").ifPresent(file -> PGProperty.SSL_ROOT_CERT.set(properties, file));
        dsn.value("sslcert").ifPresent(file -> PGProperty.SSL_CERT.set(properties, file));
        dsn.value("sslkey").ifPresent(file -> PGProperty.SSL_KEY.set(properties, file));
    }
}
