// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An address as 128 bits: IPv4 is the same as IPv6-mapped IPv4.
record IpAddress(BigInteger bits) implements Comparable<IpAddress> {
    static final int LENGTH = 128;
    /// How many bits all IPv4 addresses share.
    static final int V4_PREFIX = 96;
    private static final BigInteger V4_BITS = BigInteger.valueOf(0xffff);
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern V4;

    static {
        var octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
        V4 = Pattern.compile("(?:" + octet + "\\.){3}" + octet); // a leading zero would be octal to some
    }

    static IpAddress of(InetAddress address) {
        var bits = new BigInteger(1, address.getAddress());
        return new IpAddress(address.getAddress().length == 4 ? bits.or(V4_BITS.shiftLeft(LENGTH - V4_PREFIX)) : bits);
    }

    static IpAddress parse(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no IP address");
        }
        try {
            return of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no IP address", e);
        }
    }

    boolean isV4() {
        return bits.shiftRight(LENGTH - V4_PREFIX).equals(V4_BITS);
    }

    /// Without the bits after the first `prefix`.
    IpAddress masked(int prefix) {
        return new IpAddress(bits.shiftRight(LENGTH - prefix).shiftLeft(LENGTH - prefix));
    }

    @Override
    public int compareTo(IpAddress other) {
        return bits.compareTo(other.bits);
    }

    /// Dotted for IPv4, otherwise as in RFC 5952.
    @Override
    public String toString() {
        return isV4() ? dotted() : compressed();
    }

    private String dotted() {
        int address = bits.intValue();
        return IntStream.of(24, 16, 8, 0)
                .mapToObj(shift -> Integer.toString(address >>> shift & 0xff))
                .collect(Collectors.joining("."));
    }

    /// The first of the longest runs of two or more zeros becomes `::`.
    private String compressed() {
        var groups = IntStream.range(0, 8)
                .mapToObj(i -> Integer.toHexString(bits.shiftRight(112 - 16 * i).intValue() & 0xffff))
                .toList();
        int start = 0;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        return longest == 1
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start)) + "::"
                        + String.join(":", groups.subList(start + longest, 8));
    }
}
