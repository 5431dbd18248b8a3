// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void a_failure_without_a_message_is_named() {
        assertEquals("disk full", Reason.of(new IOException("disk full")));
        assertEquals("ClosedChannelException", Reason.of(new ClosedChannelException()));
    }
}
