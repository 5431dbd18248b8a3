// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;

/// What stands in the configuration file about the hooks.
final class HookKeysTest {
    private final TestThreads threads = new TestThreads();

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private void postgres(String yaml) throws ConfigException {
        new PostgresCheckpointFactory(threads, Map.of()).create(Sections.of(new YamlConfigurationReader(), yaml));
    }

    private void mysql(String yaml) throws ConfigException {
        new MysqlLockTablesFactory(threads).create(Sections.of(new YamlConfigurationReader(), yaml));
    }

    @Test
    void a_dsn_and_filesystems_are_enough() throws ConfigException {
        postgres("dsn: host=localhost sslmode=disable\nfilesystems: {tank/pg: true}\ntimeout: 5m\n");
        mysql("dsn: root@tcp(localhost)/\nfilesystems: {tank/my: true}\n");
    }

    @Test
    void everything_wrong_is_said_at_once_and_where() {
        var wrong = assertThrows(
                ConfigException.class,
                () -> mysql("dsn: root:sesame@tcp(localhost)\nfilesystems: {}\ntimeout: 0s\nlock: all\n"));
        assertEquals(4, wrong.problems().size(), wrong.getMessage());
        assertEquals(
                java.util.List.of(1, 2, 3, 4),
                wrong.problems().stream()
                        .map(ConfigException.Problem::line)
                        .sorted()
                        .toList());
        assertFalse(wrong.getMessage().contains("sesame"), wrong.getMessage());
    }

    @Test
    void what_is_required_is_missed_by_name() {
        var wrong = assertThrows(ConfigException.class, () -> postgres("timeout: 10s\n"));
        assertTrue(
                wrong.getMessage().contains("dsn: is missing")
                        && wrong.getMessage().contains("filesystems: needs"),
                wrong.getMessage());
    }
}
