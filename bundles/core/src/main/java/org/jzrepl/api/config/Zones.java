// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jzrepl.api.config.Section.Scalar;

/// Names of time zones (`configuration.md` 5.1): `UTC`, `Local`, or one of the time zone database,
/// case-sensitive.
public final class Zones {
    private Zones() {}

    public static ZoneId parse(Scalar value) {
        return parse(Words.text(value));
    }

    /// The empty name is UTC. Offsets such as `+01:00` are no names.
    public static ZoneId parse(String name) {
        return switch (name) {
            case "", "UTC" -> ZoneOffset.UTC;
            case "Local" -> ZoneId.systemDefault();
            default -> {
                if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
                    throw new IllegalArgumentException(
                            "\"" + name + "\" is not in the time zone database: write for example Europe/Berlin");
                }
                yield ZoneId.of(name);
            }
        };
    }
}
