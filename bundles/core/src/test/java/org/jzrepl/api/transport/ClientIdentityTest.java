// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An identity becomes a component of a dataset's path, and nothing else.
final class ClientIdentityTest {
    @ParameterizedTest
    @ValueSource(strings = {"laptop", "a b", "192.0.2.7", "fe80::1-eth0", "...", "A_9.-:"})
    void one_component_of_a_path_is_an_identity(String name) {
        assertEquals(name, new ClientIdentity(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a@b", "a#b", "a%b", "ä", "a\nb", "a\n", "a,b", "a+b"})
    void what_would_leave_its_place_is_refused_by_name(String name) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new ClientIdentity(name));
        assertTrue(String.valueOf(refusal.getMessage()).contains("\"" + name + "\""), refusal.getMessage());
    }

    @Test
    void it_is_as_long_as_a_component_may_be() {
        assertEquals(255, new ClientIdentity("x".repeat(255)).name().length());
        assertThrows(IllegalArgumentException.class, () -> new ClientIdentity("x".repeat(256)));
    }
}
