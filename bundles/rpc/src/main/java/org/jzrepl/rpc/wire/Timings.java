// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;

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
    public static Timings of(Map<String, String> environment) {
        return new Timings(
                STANDARD.identify,
                parsed(environment, "ZREPL_RPC_SERVER_VERSIONHANDSHAKE_TIMEOUT", STANDARD.serverHello),
                parsed(environment, "ZREPL_RPC_CLIENT_VERSIONHANDSHAKE_TIMEOUT", STANDARD.clientHello),
                parsed(environment, "ZREPL_TRANSPORT_DEMUX_TIMEOUT", STANDARD.label),
                STANDARD.request,
                STANDARD.heartbeat,
                STANDARD.silence,
                STANDARD.stall,
                STANDARD.linger,
                STANDARD.drain,
                parsed(environment, "ZREPL_RPC_DATACONN_PING_SLEEP", STANDARD.pingPause));
    }

    private static Duration parsed(Map<String, String> environment, String name, Duration otherwise) {
        try {
            return Optional.ofNullable(environment.get(name))
                    .map(text -> GoDuration.positive(new Scalar(text, Style.PLAIN)))
                    .orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("environment variable " + name + ": " + e.getMessage(), e);
        }
    }
}
