// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Ports by number, or by a service's name as the system knows it.
public final class Ports {
    private static final Path SERVICES = Path.of("/etc/services");

    private Ports() {}

    /// Empty: any.
    public static int number(String port) throws IOException {
        if (port.isEmpty()) {
            return 0;
        }
        if (!port.chars().allMatch(Character::isDigit)) {
            return ofService(port);
        }
        if (port.length() > 5 || Integer.parseInt(port) > 65535) {
            throw new IOException("port " + port + " is over 65535");
        }
        return Integer.parseInt(port);
    }

    /// Lines are `name number/protocol alias...  # comment`.
    private static int ofService(String name) throws IOException {
        if (Files.isReadable(SERVICES)) {
            for (var line : Files.readAllLines(SERVICES)) {
                var words = line.replaceFirst("#.*", "").strip().split("\\s+");
                if (words.length > 1
                        && words[1].endsWith("/tcp")
                        && Arrays.asList(words).contains(name)) {
                    return Integer.parseInt(words[1].substring(0, words[1].indexOf('/')));
                }
            }
        }
        throw new IOException("\"" + name + "\" is neither a port's number nor a service of " + SERVICES);
    }
}
