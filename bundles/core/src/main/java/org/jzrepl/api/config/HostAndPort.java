// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import org.jzrepl.api.config.Section.Scalar;

/// An address as `host:port` or `[v6]:port`, neither resolved nor checked further (`configuration.md` 2.4).
public record HostAndPort(String host, String port) {
    public static HostAndPort parse(Scalar value) {
        var text = Words.text(value);
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no port: write host:port");
        }
        var host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has too many colons: write an IPv6 address in brackets");
        }
        if (host.contains("[") || host.contains("]") || text.substring(colon).contains("]")) {
            throw new IllegalArgumentException("\"" + text + "\" has a stray bracket: write [address]:port");
        }
        return new HostAndPort(host, text.substring(colon + 1));
    }

    /// As a configuration file writes it.
    public String text() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return text();
    }
}
