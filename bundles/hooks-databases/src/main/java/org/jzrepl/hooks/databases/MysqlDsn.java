// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

/// Where MySQL or MariaDB is and how to log in, as Go's driver reads it:
/// `[user[:password]@][net[(addr)]]/dbname[?k=v&…]` (`configuration.md` 6.4). Holds a password, which its text
/// does not show.
record MysqlDsn(String user, String password, MysqlAddress address, String database, MysqlOptions options) {
    static MysqlDsn parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "has no slash before the database's name: write user:password@tcp(host:port)/");
        }
        int at = text.lastIndexOf('@', slash);
        var login = at < 0 ? "" : text.substring(0, at);
        int colon = login.indexOf(':');
        int question = text.indexOf('?', slash);
        return new MysqlDsn(
                colon < 0 ? login : login.substring(0, colon),
                colon < 0 ? "" : login.substring(colon + 1),
                MysqlAddress.parse(text.substring(at + 1, slash)),
                Escapes.path(text.substring(slash + 1, question < 0 ? text.length() : question)),
                MysqlOptions.parse(question < 0 ? "" : text.substring(question + 1)));
    }

    /// The text of one that can be parsed, as others may see it.
    static String withoutPassword(String text) {
        int at = text.lastIndexOf('@', text.lastIndexOf('/'));
        int colon = text.indexOf(':');
        return colon < 0 || colon > at ? text : text.substring(0, colon + 1) + DsnParser.HIDDEN + text.substring(at);
    }

    @Override
    public String toString() {
        return "MySQL at " + address;
    }
}
