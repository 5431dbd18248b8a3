// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/// The credentials of one supplier that somebody still has. Safe for use by several threads.
public final class CredentialsInUse {
    private final Set<WatchedCredentials> all =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /// Opens no file.
    public WatchedCredentials watch(CredentialFiles files) {
        var credentials = new WatchedCredentials(files);
        all.add(credentials);
        return credentials;
    }

    /// See [WatchedCredentials#warnings].
    public List<String> warnings(Instant now) {
        return List.copyOf(all).stream()
                .flatMap(credentials -> credentials.warnings(now).stream())
                .distinct()
                .toList();
    }
}
