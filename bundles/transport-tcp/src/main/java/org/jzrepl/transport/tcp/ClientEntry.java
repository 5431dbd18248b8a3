// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jzrepl.api.transport.ClientIdentity;

/// One entry of `clients`: an address, or a net whose clients' identities are made from their addresses.
///
/// The most special ones come first. Two are the same if they match the same clients.
record ClientEntry(IpAddress net, int prefix, String zone, String identity) implements Comparable<ClientEntry> {
    private static final Pattern NET = Pattern.compile("([^/]*)/(0|[1-9][0-9]{0,2})");
    private static final String PLACE = "*";
    /// As long as the longest address with the longest zone: an identity that fits with it always fits.
    private static final String LONGEST = "f".repeat(39) + "-" + "z".repeat(16);

    private static final Comparator<ClientEntry> ORDER = Comparator.comparingInt(ClientEntry::prefix)
            .reversed()
            .thenComparing(ClientEntry::net)
            .thenComparing(ClientEntry::zone);

    static ClientEntry parse(String key, String identity) {
        int percent = key.indexOf('%');
        var place = percent < 0 ? key : key.substring(0, percent);
        var zone = percent < 0 ? "" : key.substring(percent + 1);
        return place.contains("/") ? net(place, zone, identity) : address(place, zone, identity);
    }

    private static ClientEntry address(String text, String zone, String identity) {
        var address = IpAddress.parse(text);
        if (identity.contains(PLACE)) {
            throw new IllegalArgumentException(
                    "\"" + identity + "\" of a single address has a *: only a net, such as 10.0.0.0/8, may");
        }
        return new ClientEntry(address, IpAddress.LENGTH, zone, new ClientIdentity(identity).name());
    }

    private static ClientEntry net(String text, String zone, String identity) {
        var parts = NET.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no net: write address/bits");
        }
        var address = IpAddress.parse(parts.group(1));
        boolean v6 = text.contains(":");
        int bits = Integer.parseInt(parts.group(2));
        if (bits > (v6 ? 128 : 32)) {
            throw new IllegalArgumentException("\"" + text + "\" has more bits than an address");
        }
        requirePattern(identity);
        int prefix = v6 ? bits : IpAddress.V4_PREFIX + bits;
        return new ClientEntry(address.masked(prefix), prefix, zone, identity);
    }

    private static void requirePattern(String identity) {
        if (identity.chars().filter(c -> c == '*').count() != 1) {
            throw new IllegalArgumentException(
                    "\"" + identity
                            + "\" of a net needs exactly one *, which stands for the client's address: write for example net-*");
        }
        var longest = identity.replace(PLACE, LONGEST);
        try {
            new ClientIdentity(longest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + identity + "\" makes no valid client identity with every address: " + e.getMessage(), e);
        }
    }

    boolean matches(PeerAddress peer) {
        return zone.equals(peer.zone())
                && isV4() == peer.address().isV4()
                && peer.address().masked(prefix).equals(net);
    }

    /// A net of all addresses holds the IPv4 ones too, as bits, but is not meant for them.
    private boolean isV4() {
        return prefix >= IpAddress.V4_PREFIX && net.isV4();
    }

    ClientIdentity identity(PeerAddress peer) {
        var address = peer.zone().isEmpty() ? peer.address().toString() : peer.address() + "-" + peer.zone();
        return new ClientIdentity(identity.replace(PLACE, address));
    }

    @Override
    public int compareTo(ClientEntry other) {
        return ORDER.compare(this, other);
    }
}
