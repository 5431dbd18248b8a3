// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.endpoint.UnreachableException;
import org.jzrepl.api.zfs.ZfsException;

class ConnectivityTest {
    @Test
    void only_time_outs_of_a_dial_are_lost_connections() {
        assertTrue(Connectivity.isLost(new ConnectException("Connection timed out")));
        assertFalse(Connectivity.isLost(new ConnectException("Connection refused")));
    }

    @Test
    void a_lost_connection_is_found_behind_a_sentence() {
        assertTrue(Connectivity.isLost(new IOException("receive tank/a@1", new UnreachableException("gone"))));
        assertFalse(Connectivity.isLost(new ZfsException("no", new SocketTimeoutException("of something else"))));
    }
}
