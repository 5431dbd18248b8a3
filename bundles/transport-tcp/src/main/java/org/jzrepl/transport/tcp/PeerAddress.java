// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/// Where a client calls from. `zone` is the interface of a link-local address, otherwise empty.
record PeerAddress(IpAddress address, String zone) {
    static PeerAddress of(InetAddress address) {
        return new PeerAddress(IpAddress.of(address), address instanceof Inet6Address six ? zone(six) : "");
    }

    /// The interface's name, or its number where it has none any more.
    private static String zone(Inet6Address address) {
        if (address.getScopeId() == 0) {
            return "";
        }
        try {
            return Optional.ofNullable(NetworkInterface.getByIndex(address.getScopeId()))
                    .map(NetworkInterface::getName)
                    .orElseGet(() -> Integer.toString(address.getScopeId()));
        } catch (SocketException e) {
            return Integer.toString(address.getScopeId());
        }
    }

    @Override
    public String toString() {
        return zone.isEmpty() ? address.toString() : address + "%" + zone;
    }
}
