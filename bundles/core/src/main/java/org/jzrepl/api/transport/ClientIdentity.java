// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import java.util.regex.Pattern;

/// Who a client is, as the transport found out: one dataset component, since it names the client's subtree
/// (`wire-protocol.md` 1.2).
public record ClientIdentity(String name) implements Comparable<ClientIdentity> {
    private static final Pattern VALID = Pattern.compile("(?!\\.{1,2}\\z)[A-Za-z0-9_.: -]{1,255}");

    public ClientIdentity {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("client identity \"" + name + "\" is not a single dataset name");
        }
    }

    @Override
    public int compareTo(ClientIdentity other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
