// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.transport.ClientIdentity;

/// The tables of `wire-protocol.md` 1.3 and `configuration.md` 3.5.
final class ClientMapTest {
    private static final String WIDE = "10.0.0.0/8: wide-*, 10.1.0.0/16: mid-*, 10.1.2.3: exact";
    private static final String MIXED = "192.0.2.7: db1, 192.0.2.0/24: lan-*, 192.0.0.0/16: wide-*-x, 0.0.0.0/0: any-*,"
            + " '2001:db8::/32': six-*, '2001:db8::5': five, 'fe80::/10%eth0': ll-*";

    private static ClientMap map(String entries) throws Exception {
        return ClientMap.read(Yaml.section("{clients: {" + entries + "}}"));
    }

    private static String identity(String entries, String peer) throws Exception {
        int percent = peer.indexOf('%');
        var address = percent < 0
                ? new PeerAddress(IpAddress.parse(peer), "")
                : new PeerAddress(IpAddress.parse(peer.substring(0, percent)), peer.substring(percent + 1));
        return map(entries).identity(address).map(ClientIdentity::name).orElse("refused");
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, exact", "10.1.9.9, mid-10.1.9.9", "10.9.9.9, wide-10.9.9.9", "11.0.0.1, refused"})
    void the_longest_prefix_tells(String peer, String identity) throws Exception {
        assertEquals(identity, identity(WIDE, peer));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, db1",
        "192.0.2.8, lan-192.0.2.8",
        "::ffff:192.0.2.8, lan-192.0.2.8",
        "192.0.3.8, wide-192.0.3.8-x",
        "10.1.1.1, any-10.1.1.1",
        "fe80::1%eth0, ll-fe80::1-eth0",
        "2001:db8::5, five",
        "2001:0db8:0:0::6, six-2001:db8::6",
        "fe80::1%eth1, refused",
        "fe80::1, refused",
        "2001:db9::1, refused",
        "192.0.2.7%eth0, refused"
    })
    void families_zones_and_single_addresses_go_together(String peer, String identity) throws Exception {
        assertEquals(identity, identity(MIXED, peer));
    }

    @ParameterizedTest
    @CsvSource({
        "::/0, v6-*, 10.1.2.3, refused",
        "::/0, v6-*, 2001:db8::1, v6-2001:db8::1",
        "0.0.0.0/0, v4-*, ::1, refused",
        "::ffff:10.0.0.0/104, a-*, 10.1.2.3, a-10.1.2.3",
        "::ffff:192.0.2.7, mapped, 192.0.2.7, mapped",
        "fe80::/10%em0, ll-*, fe80::1%em0, ll-fe80::1-em0",
        "fe80::/10%em0, ll-*, fe80::1, refused",
        "fe80::/10%em0, ll-*, fe80::1%em1, refused",
        "10.1.2.9/24, n-*, 10.1.2.200, n-10.1.2.200",
        "::/0, *, 1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::/0, *, 0:0:1:0:0:1:0:0, ::1:0:0:1:0:0",
        "::/0, *, 1:2:3:4:5:6:0:7, 1:2:3:4:5:6:0:7",
        "::/0, x*, ::, x::"
    })
    void one_entry_and_one_peer(String key, String value, String peer, String identity) throws Exception {
        assertEquals(identity, identity("'" + key + "': '" + value + "'", peer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.0/24: '*-*'",
                "10.1.2.3: a-*",
                "10.1.2.0/24: abc",
                "10.1.2.0/33: a-*",
                "'::/129': a-*",
                "10.1.2.0/024: a-*",
                "10.1.2.0/: a-*",
                "010.1.2.3: a",
                "10.1.2: a",
                "10.1.2.256: a",
                "host: a",
                "'[::1]': a",
                "'::g': a",
                "'fe80::1': a@b",
                "10.0.0.1: ..",
                "10.0.0.1: ''",
                "10.0.0.0/8: a-*, 10.1.0.0/8: b-*",
                "192.0.2.7: a, '::ffff:192.0.2.7': b",
                ""
            })
    void what_is_wrong_is_refused(String entries) {
        assertThrows(ConfigException.class, () -> map(entries));
    }

    @Test
    void an_error_is_at_its_entry_and_all_are_reported() throws Exception {
        var serve = Yaml.section("""
                clients:
                  10.0.0.1: good
                  host: a
                  10.0.0.0/33: b-*
                """);
        var problems =
                assertThrows(ConfigException.class, () -> ClientMap.read(serve)).problems();
        assertEquals(
                "3 \"host\" is no IP address; 4 \"10.0.0.0/33\" has more bits than an address",
                problems.stream()
                        .map(problem -> problem.line() + " " + problem.message())
                        .collect(Collectors.joining("; ")));
    }

    @Test
    void an_identity_is_as_long_as_it_can_be_with_every_address() throws Exception {
        var longest = "a".repeat(199);
        var peer = "1111:2222:3333:4444:5555:6666:7777:8888%" + "z".repeat(16);
        assertEquals(
                255,
                identity("'::/0%" + "z".repeat(16) + "': " + longest + "*", peer)
                        .length());
        assertThrows(ConfigException.class, () -> map("10.1.2.0/24: " + longest + "a*"));
    }

    @Test
    void every_spelling_of_an_address_is_the_same() {
        var spellings = Stream.of("::ffff:10.0.0.1", "::ffff:a00:1", "0:0:0:0:0:FFFF:0A00:0001", "10.0.0.1");
        assertTrue(spellings.map(IpAddress::parse).allMatch(IpAddress.parse("10.0.0.1")::equals));
    }
}
