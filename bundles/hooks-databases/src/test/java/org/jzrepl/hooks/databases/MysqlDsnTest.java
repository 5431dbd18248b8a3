// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mariadb.jdbc.export.SslMode;

/// DSNs of MySQL as Go's driver reads them.
final class MysqlDsnTest {
    @Property
    void a_password_is_what_stands_between_the_first_colon_and_the_last_at_sign(
            @ForAll @CharRange(from = '!', to = '~') String password) {
        var dsn = MysqlDsn.parse("me:" + password + "@tcp(db:3307)/shop");
        assertEquals("me", dsn.user());
        assertEquals(password, dsn.password());
        assertEquals(new MysqlAddress.Tcp("db", 3307), dsn.address());
        assertEquals("shop", dsn.database());
        assertFalse(
                !password.isEmpty() && password.length() > 3 && dsn.toString().contains(password));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 127.0.0.1, 3306",
        "tcp/, 127.0.0.1, 3306",
        "root@tcp(localhost)/, localhost, 3306",
        "root@tcp(:3307)/, localhost, 3307",
        "root@(db:1)/x, db, 1",
        "u:p@tcp([de:ad::1]:80)/, de:ad::1, 80",
        "u:p@tcp([de:ad::1])/, de:ad::1, 3306"
    })
    void an_address_has_defaults(String text, String host, int port) {
        assertEquals(new MysqlAddress.Tcp(host, port), MysqlDsn.parse(text).address());
    }

    @Test
    void a_socket_has_one_too() {
        assertEquals(
                new MysqlAddress.Socket("/tmp/mysql.sock"),
                MysqlDsn.parse("u@unix/").address());
        assertEquals(
                new MysqlAddress.Socket("/run/my.sock"),
                MysqlDsn.parse("u:p@unix(/run/my.sock)/x").address());
    }

    @Test
    void options_are_the_drivers_or_the_sessions() {
        var options = MysqlDsn.parse("u@/x?tls=skip-verify&timeout=2s&readTimeout=1m&allowCleartextPasswords=true"
                        + "&parseTime=true&loc=Europe%2FBerlin&sql_mode=%27ANSI%27&wait_timeout=60")
                .options();
        assertEquals(
                new MysqlOptions(
                        SslMode.TRUST,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        true,
                        true,
                        Map.of("sql_mode", "'ANSI'", "wait_timeout", "60")),
                options);
        assertEquals(SslMode.DISABLE, MysqlDsn.parse("/").options().tls());
    }

    @ParameterizedTest
    @CsvSource({
        "u:secret@tcp(localhost), no slash",
        "u:secret@tcp(localhost/x, unbalanced parentheses",
        "u:secret@tcp)/x, unbalanced parentheses",
        "u:secret@pipe(x)/, neither tcp nor unix",
        "u:secret@tcp(db:x)/, is not a number",
        "u:secret@tcp(db:70000)/, is not within",
        "u:secret@/?tls=custom, none of",
        "u:secret@/?timeout=5, is no duration",
        "u:secret@/?allowNativePasswords=perhaps, none of",
        "u:secret@/%zz, two hexadecimal digits"
    })
    void mistakes_are_told_without_showing_the_password(String text, String expected) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> MysqlDsn.parse(text));
        assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("secret"), wrong.getMessage());
    }
}
