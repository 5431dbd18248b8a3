// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

/// Where a MySQL server listens.
sealed interface MysqlAddress {
    int USUAL_PORT = 3306;

    record Tcp(String host, int port) implements MysqlAddress {}

    record Socket(String path) implements MysqlAddress {}

    /// `net(addr)`, `net`, or nothing.
    static MysqlAddress parse(String text) {
        int open = text.indexOf('(');
        if (open < 0 && text.indexOf(')') < 0) {
            return of(text, "");
        }
        if (open < 0 || text.indexOf(')') != text.length() - 1) {
            throw new IllegalArgumentException(
                    "has unbalanced parentheses: write user:password@tcp(host:port)/database");
        }
        return of(text.substring(0, open), text.substring(open + 1, text.length() - 1));
    }

    private static MysqlAddress of(String net, String address) {
        return switch (net) {
            case "", "tcp", "tcp4", "tcp6" -> address.isEmpty() ? new Tcp("127.0.0.1", USUAL_PORT) : tcp(address);
            case "unix" -> new Socket(address.isEmpty() ? "/tmp/mysql.sock" : address);
            default ->
                throw new IllegalArgumentException(
                        "names a network that is neither tcp nor unix: write user:password@tcp(host:port)/database");
        };
    }

    private static Tcp tcp(String address) {
        boolean isBracketed = address.startsWith("[");
        int colon = address.indexOf(':', isBracketed ? Math.max(0, address.indexOf(']')) : 0);
        var host = colon < 0 ? address : address.substring(0, colon);
        int port = colon < 0 ? USUAL_PORT : Settings.port(address.substring(colon + 1));
        return new Tcp(host.isEmpty() ? "localhost" : host.replaceAll("[\\[\\]]", ""), port);
    }
}
