// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.transport.ClientIdentity;

/// Who calls from where (`wire-protocol.md` 1.3): the entry with the longest prefix tells.
final class ClientMap {
    private static final String KEY = "clients";

    private final List<ClientEntry> entries; // the most special first

    private ClientMap(List<ClientEntry> entries) {
        this.entries = entries;
    }

    static ClientMap read(Section serve) throws ConfigException {
        var identityByAddress = serve.map(KEY, Words::text);
        if (identityByAddress.isEmpty()) {
            throw serve.wrong(KEY, "must name at least one client: write address: identity");
        }
        var entries = new TreeSet<ClientEntry>();
        var problems = new Problems();
        for (var entry : identityByAddress.entrySet()) {
            problems.check(() -> add(serve, entry, entries));
        }
        problems.throwIfAny();
        return new ClientMap(List.copyOf(entries));
    }

    Optional<ClientIdentity> identity(PeerAddress peer) {
        return entries.stream().filter(entry -> entry.matches(peer)).findFirst().map(entry -> entry.identity(peer));
    }

    private static void add(Section serve, Map.Entry<String, String> written, TreeSet<ClientEntry> entries)
            throws ConfigException {
        try {
            var entry = ClientEntry.parse(written.getKey(), written.getValue());
            if (!entries.add(entry)) {
                throw new IllegalArgumentException("another entry names the same addresses");
            }
        } catch (IllegalArgumentException e) {
            throw wrong(serve, written.getKey(), e.getMessage());
        }
    }

    /// At the entry, where entries can be looked at; those merged from elsewhere cannot.
    private static ConfigException wrong(Section serve, String address, String why) {
        try {
            return serve.section(KEY).wrong(address, why);
        } catch (ConfigException e) {
            return serve.wrong(KEY, address + ": " + why);
        }
    }
}
