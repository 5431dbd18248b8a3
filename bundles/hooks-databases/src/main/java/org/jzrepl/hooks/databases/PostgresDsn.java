// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where PostgreSQL is and how to log in, as Go's lib/pq reads it: a URL or `key=value` words, with what they
/// leave out from the usual environment (`configuration.md` 6.3). Holds a password, which its text does not
/// show.
record PostgresDsn(List<PostgresServer> servers, Map<String, String> valueByKey) {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLSNI", "sslsni"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGTZ", "timezone"),
            Map.entry("PGCLIENTENCODING", "client_encoding"),
            Map.entry("PGDATESTYLE", "datestyle"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    /// All others are run-time parameters of the server.
    private static final Set<String> OWN = Set.of(
            "host",
            "hostaddr",
            "port",
            "dbname",
            "user",
            "password",
            "passfile",
            "sslmode",
            "sslcert",
            "sslkey",
            "sslrootcert",
            "sslsni",
            "connect_timeout",
            "application_name",
            "fallback_application_name",
            "options",
            "client_encoding",
            "datestyle",
            "target_session_attrs",
            "load_balance_hosts");

    private static final Set<String> SSL_MODES = Set.of("disable", "require", "verify-ca", "verify-full");

    /// What the driver calls the servers that `target_session_attrs` means.
    private static final Map<String, String> TARGETS = Map.of(
            "any",
            "any",
            "read-write",
            "primary",
            "primary",
            "primary",
            "read-only",
            "secondary",
            "standby",
            "secondary",
            "prefer-standby",
            "preferSecondary");

    PostgresDsn {
        servers = List.copyOf(servers);
        valueByKey = Map.copyOf(valueByKey);
    }

    /// The text of one that can be parsed, as others may see it.
    static String withoutPassword(String text) {
        return PostgresUrl.isOne(text) ? PostgresUrl.withoutPassword(text) : PostgresWords.withoutPassword(text);
    }

    static PostgresDsn parse(String text, Map<String, String> environment) {
        var values = new HashMap<String, String>();
        VARIABLES.forEach((variable, key) -> {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                values.put(key, environment.get(variable));
            }
        });
        var written = PostgresUrl.isOne(text) ? PostgresUrl.parse(text) : PostgresWords.parse(text);
        written.forEach((key, value) -> values.put(key.equals("database") ? "dbname" : key, value));
        var dsn = new PostgresDsn(PostgresServer.of(values), values);
        dsn.check();
        return dsn;
    }

    private void check() {
        Settings.oneOf("sslmode", sslMode(), SSL_MODES.stream().collect(Collectors.toMap(one -> one, one -> one)));
        target();
        isShuffled();
        Settings.number("connect_timeout", value("connect_timeout").orElse("0"));
        if (value("client_encoding").filter(given -> !isUtf8(given)).isPresent()) {
            throw new IllegalArgumentException("client_encoding must be UTF8");
        }
        if (value("datestyle").filter(given -> !given.equals("ISO, MDY")).isPresent()) {
            throw new IllegalArgumentException("datestyle must be \"ISO, MDY\"");
        }
        if (sslMode().equals("verify-full")
                && value("hostaddr").isPresent()
                && value("host").isPresent()) {
            throw new IllegalArgumentException(
                    "hostaddr beside host is not supported with sslmode=verify-full: leave hostaddr out");
        }
        if (isVerified() && value("sslcert").isPresent() && value("sslrootcert").isEmpty()) {
            throw new IllegalArgumentException("sslcert with sslmode=" + sslMode() + " needs sslrootcert as well");
        }
    }

    private static boolean isUtf8(String encoding) {
        return Set.of("utf8", "unicode")
                .contains(encoding.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(valueByKey.get(key)).filter(given -> !given.isEmpty());
    }

    String user() {
        return value("user").orElseGet(() -> System.getProperty("user.name"));
    }

    String database() {
        return value("dbname").orElseGet(this::user);
    }

    /// Without a word TLS is required.
    String sslMode() {
        return value("sslmode").orElse("require");
    }

    boolean isVerified() {
        return sslMode().startsWith("verify-");
    }

    String target() {
        return Settings.oneOf(
                "target_session_attrs", value("target_session_attrs").orElse("any"), TARGETS);
    }

    boolean isShuffled() {
        var isShuffled = Map.of("disable", false, "random", true);
        return Settings.oneOf("load_balance_hosts", value("load_balance_hosts").orElse("disable"), isShuffled);
    }

    /// Run-time parameters of the server, as its command line has them.
    String options() {
        var given = valueByKey.keySet().stream()
                .filter(key -> !OWN.contains(key))
                .sorted()
                .map(key -> "-c " + key + "=" + escaped(valueByKey.get(key)))
                .collect(Collectors.joining(" "));
        return (value("options").orElse("") + " " + given).strip();
    }

    private static String escaped(String value) {
        return value.replaceAll("([\\\\\\s])", "\\\\$1");
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + servers;
    }
}
