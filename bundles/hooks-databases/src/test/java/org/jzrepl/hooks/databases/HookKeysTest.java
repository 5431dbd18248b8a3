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
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.snapshot.HookFactory;
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

    @Test
    void the_effective_configuration_has_no_password_and_still_tells_two_apart() throws ConfigException {
        var dsns = java.util.List.of(
                "host=localhost user=me password=sesame dbname=mail",
                "host=localhost password = 'se\\'sa me' user=me",
                "postgres://me:sesame@localhost:5432/mail?sslmode=disable",
                "postgres://me@localhost/mail?password=sesame&sslmode=disable",
                "postgres://me@localhost/mail?pass%77ord=sesame");
        var shown = java.util.List.of(
                "host=localhost user=me password=*** dbname=mail",
                "host=localhost password = *** user=me",
                "postgres://me:***@localhost:5432/mail?sslmode=disable",
                "postgres://me@localhost/mail?password=***&sslmode=disable",
                "postgres://me@localhost/mail?pass%77ord=***");
        for (int i = 0; i < dsns.size(); i++) {
            var seen = effective(new PostgresCheckpointFactory(threads, Map.of()), dsns.get(i));
            assertEquals(shown.get(i), seen.text());
            assertFalse(seen.toString().contains("ses"), seen.toString());
        }
        var mysql = new MysqlLockTablesFactory(threads);
        var before = effective(mysql, "root:se:s@me@tcp(localhost)/");
        assertEquals("root:***@tcp(localhost)/", before.text());
        assertEquals(
                "root@tcp(localhost:3306)/",
                effective(mysql, "root@tcp(localhost:3306)/").text());
        assertEquals(
                before.values(),
                effective(mysql, "root:se:s@me@tcp(localhost)/").values());
        assertFalse(before.values()
                .equals(effective(mysql, "root:other@tcp(localhost)/").values()));
    }

    private static Effective.Value effective(HookFactory factory, String dsn) throws ConfigException {
        var quoted = "\"" + dsn.replace("\\", "\\\\") + "\"";
        var hook = Sections.of(new YamlConfigurationReader(), "dsn: " + quoted + "\nfilesystems: {tank/db: true}\n");
        factory.create(hook);
        return (Effective.Value) hook.effective().entries().get("dsn");
    }
}
