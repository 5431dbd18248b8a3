// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;
import org.mariadb.jdbc.export.SslMode;

/// What stands behind the question mark of a MySQL DSN. `variables` are the session's.
record MysqlOptions(
        SslMode tls,
        Duration dialTimeout,
        Duration readTimeout,
        boolean allowsClearPasswords,
        boolean allowsNativePasswords,
        Map<String, String> variables) {
    /// Of Go's driver, without a meaning for the fixed statements that a hook sends.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "writeTimeout",
            "charset",
            "collation",
            "allowAllFiles",
            "allowFallbackToPlaintext",
            "allowOldPasswords",
            "checkConnLiveness",
            "clientFoundRows",
            "columnsWithAlias",
            "compress",
            "connectionAttributes",
            "interpolateParams",
            "loc",
            "maxAllowedPacket",
            "multiStatements",
            "parseTime",
            "rejectReadOnly",
            "timeTruncate");

    private static final Map<String, Boolean> BOOLEANS = Map.of(
            "1", true, "true", true, "TRUE", true, "True", true, "0", false, "false", false, "FALSE", false, "False",
            false);

    private static final Map<String, SslMode> TLS = Map.of(
            "true", SslMode.VERIFY_FULL,
            "1", SslMode.VERIFY_FULL,
            "false", SslMode.DISABLE,
            "0", SslMode.DISABLE,
            "skip-verify", SslMode.TRUST,
            "preferred", SslMode.ALLOW);

    private static final Set<String> OWN =
            Set.of("tls", "timeout", "readTimeout", "allowCleartextPasswords", "allowNativePasswords");

    MysqlOptions {
        variables = Map.copyOf(variables);
    }

    static MysqlOptions parse(String query) {
        var values = Escapes.query(query);
        var variables = values.entrySet().stream()
                .filter(value -> !WITHOUT_EFFECT.contains(value.getKey()) && !OWN.contains(value.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (_, last) -> last, LinkedHashMap::new));
        return new MysqlOptions(
                Settings.oneOf("tls", values.getOrDefault("tls", "false").toLowerCase(Locale.ROOT), TLS),
                duration("timeout", values),
                duration("readTimeout", values),
                bool("allowCleartextPasswords", values, "false"),
                bool("allowNativePasswords", values, "true"),
                variables);
    }

    private static boolean bool(String key, Map<String, String> values, String otherwise) {
        return Settings.oneOf(key, values.getOrDefault(key, otherwise), BOOLEANS);
    }

    private static Duration duration(String key, Map<String, String> values) {
        try {
            return GoDuration.notNegative(new Scalar(values.getOrDefault(key, "0s"), Style.QUOTED));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
