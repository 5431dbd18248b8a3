// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.time.Duration;
import org.jzrepl.api.config.Environment;

/// How long what may take (`wire-protocol.md` 2.2, 4.3, 4.6, 6.1). Times that a peer could stretch by sending
/// something now and then are counted from the beginning: `identify`, `hello`, `label`, `request`.
///
/// `silence` is how long a peer may be silent, and a write make no progress; `stall` is how long the second is
/// stretched for a peer that does not read but sends heartbeats. `linger` and `drain` bound the end of a
/// connection: without a byte, and in all.
public record Timings(
        Duration identify,
        Duration serverHello,
        Duration clientHello,
        Duration label,
        Duration request,
        Duration heartbeat,
        Duration silence,
        Duration stall,
        Duration linger,
        Duration drain,
        Duration pingPause) {
    public static final Timings STANDARD = new Timings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(15),
            Duration.ofSeconds(1));

    /// zrepl's environment variables, where they are set.
    public static Timings of(Environment environment) {
        return new Timings(
                STANDARD.identify,
                environment.duration("ZREPL_RPC_SERVER_VERSIONHANDSHAKE_TIMEOUT", STANDARD.serverHello),
                environment.duration("ZREPL_RPC_CLIENT_VERSIONHANDSHAKE_TIMEOUT", STANDARD.clientHello),
                environment.duration("ZREPL_TRANSPORT_DEMUX_TIMEOUT", STANDARD.label),
                STANDARD.request,
                STANDARD.heartbeat,
                STANDARD.silence,
                STANDARD.stall,
                STANDARD.linger,
                STANDARD.drain,
                environment.duration("ZREPL_RPC_DATACONN_PING_SLEEP", STANDARD.pingPause));
    }
}
