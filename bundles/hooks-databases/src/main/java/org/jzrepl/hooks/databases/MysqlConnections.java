// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.NonRegisteringDriver;
import org.mariadb.jdbc.export.SslMode;

/// Opens connections to MySQL and MariaDB: what a DSN means, in the driver's words. The class of the driver that
/// registers itself for the whole JVM is never loaded.
final class MysqlConnections {
    /// A builder from nothing makes configurations that the driver itself trips over.
    private static final String WITHOUT_OPTIONS = "jdbc:mariadb://localhost/";

    private MysqlConnections() {}

    static Connection open(MysqlDsn dsn) throws SQLException {
        var configuration = Configuration.parse(WITHOUT_OPTIONS).toBuilder()
                .user(dsn.user())
                .password(dsn.password())
                .database(dsn.database().isEmpty() ? null : dsn.database())
                .connectTimeout(millis(dsn.options().dialTimeout()))
                .socketTimeout(millis(dsn.options().readTimeout()))
                .restrictedAuth(methods(dsn.options()))
                .allowPublicKeyRetrieval(true) // Go's driver asks for the key as well
                .allowLocalInfile(false)
                .permitRedirect(false);
        switch (dsn.address()) {
            case MysqlAddress.Tcp(var host, var port) ->
                configuration
                        .addresses(HostAddress.from(host, port))
                        .sslMode(dsn.options().tls().getValue());
            case MysqlAddress.Socket(var path) ->
                configuration
                        .addresses(HostAddress.localSocket(path))
                        .sslMode(SslMode.DISABLE.getValue())
                        .socketFactory(UnixSockets.class.getName());
        }
        return NonRegisteringDriver.connect(configuration.build());
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }

    /// Names of login methods, which the server chooses from.
    private static String methods(MysqlOptions options) {
        var methods = new ArrayList<String>();
        methods.add("caching_sha2_password");
        methods.add("sha256_password");
        methods.add("client_ed25519");
        methods.add("parsec");
        if (options.allowsNativePasswords()) {
            methods.add("mysql_native_password");
        }
        if (options.allowsClearPasswords()) {
            methods.add("mysql_clear_password");
        }
        return String.join(",", methods);
    }
}
