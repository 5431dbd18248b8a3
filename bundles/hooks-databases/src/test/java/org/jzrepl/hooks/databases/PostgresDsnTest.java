// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// DSNs of PostgreSQL as lib/pq reads them.
final class PostgresDsnTest {
    private static PostgresDsn parse(String text) {
        return PostgresDsn.parse(text, Map.of());
    }

    @Test
    void words_may_have_quotes_escapes_and_blanks_around_the_sign() {
        var dsn =
                parse("  host = db.example port=5433\tuser='a b' password='it\\'s \\\\ ' dbname=x\\ y search_path=''");
        assertEquals(List.of(new PostgresServer("db.example", 5433)), dsn.servers());
        assertEquals("a b", dsn.user());
        assertEquals(Optional.of("it's \\ "), dsn.value("password"));
        assertEquals("x y", dsn.database());
        assertEquals("-c search_path=", dsn.options());
    }

    @Property
    void any_value_comes_back_from_its_quotes(@ForAll String value) {
        var quoted = value.replace("\\", "\\\\").replace("'", "\\'");
        assertEquals(Map.of("password", value), PostgresWords.parse("password='" + quoted + "'"));
    }

    @Test
    void a_url_says_the_same() {
        var dsn = parse("postgresql://a%20b:p%40ss+%2f@[::1]:5433,db2/x%20y?sslmode=verify-full&search_path=a+b");
        assertEquals(List.of(new PostgresServer("::1", 5433), new PostgresServer("db2", 5432)), dsn.servers());
        assertEquals("a b", dsn.user());
        assertEquals(Optional.of("p@ss+/"), dsn.value("password"));
        assertEquals("x y", dsn.database());
        assertEquals("verify-full", dsn.sslMode());
        assertEquals("-c search_path=a\\ b", dsn.options());
    }

    @Test
    void what_is_not_said_has_defaults() {
        for (var text : List.of("", "postgres://")) {
            var dsn = parse(text);
            assertEquals(List.of(new PostgresServer("localhost", 5432)), dsn.servers());
            assertEquals(System.getProperty("user.name"), dsn.user());
            assertEquals(dsn.user(), dsn.database());
            assertEquals("require", dsn.sslMode());
            assertEquals("any", dsn.target());
            assertFalse(dsn.isShuffled());
        }
    }

    @Test
    void the_environment_gives_defaults_and_no_more() {
        var environment = Map.of("PGHOST", "env", "PGUSER", "someone", "PGSSLMODE", "", "PATH", "/bin");
        var dsn = PostgresDsn.parse("user=me", environment);
        assertEquals(List.of(new PostgresServer("env", 5432)), dsn.servers());
        assertEquals("me", dsn.user());
        assertEquals("require", dsn.sslMode());
        assertEquals("", dsn.options());
    }

    @Test
    void hosts_and_ports_are_lists_of_one_length_or_share_a_port() {
        assertEquals(
                List.of(new PostgresServer("a", 1), new PostgresServer("b", 2)),
                parse("host=a,b port=1,2").servers());
        assertEquals(
                List.of(new PostgresServer("a", 1), new PostgresServer("b", 1)),
                parse("host=a,b port=1").servers());
        assertEquals(
                List.of(new PostgresServer("10.0.0.1", 5432)),
                parse("host=a hostaddr=10.0.0.1").servers());
        assertEquals(
                Optional.of("/run/pg/.s.PGSQL.5433"),
                parse("host=/run/pg port=5433").servers().getFirst().socket());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "user=x secret, character 8",
                "password=my secret, character 13",
                "password='secret, not closed",
                "password=secret\\, backslash",
                "=secret, character 1",
                "postgres://u:se%cret@host/, two hexadecimal digits",
                "postgres://u:secret/x@host/, port is not a number",
                "postgres://u:12secret/x@host/, port is not a number",
                "user=secret://x ?, character 17",
                "postgres://u:secret@a:b:c/, neither host:port nor",
                "sslmode=prefer, none of disable",
                "port=x, is not a number",
                "port=0, is not within",
                "\"host=a port=1,2\", 2 ports",
                "host=@abstract, abstract sockets",
                "client_encoding=latin1, must be UTF8",
                "datestyle=German, datestyle must be",
                "connect_timeout=soon, is not a number",
                "target_session_attrs=all, none of any",
                "load_balance_hosts=yes, none of disable",
                "sslmode=verify-full host=a hostaddr=10.0.0.1, leave hostaddr out",
                "sslmode=verify-ca sslcert=c, needs sslrootcert"
            })
    void mistakes_are_told_without_showing_the_password(String text, String expected) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> parse(text));
        assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("ecret"), wrong.getMessage());
    }

    @Test
    void its_text_does_not_show_the_password() {
        assertFalse(parse("user=me password=sesame").toString().contains("sesame"));
    }
}
