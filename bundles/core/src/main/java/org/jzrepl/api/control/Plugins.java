// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// The installed bundles, as an operator changes them while the daemon runs. From any thread; one change at a
/// time.
@ProviderType
public interface Plugins {
    /// By name and version: the distribution's own too.
    List<Plugin> plugins();

    /// Stages, verifies, resolves, tests and starts a bundle; another version of it stays beside it.
    ///
    /// @param source a file, an `https:` or `file:` URL, or `group:artifact:version` of the configured repository
    /// @param unsigned the operator's yes to a bundle that nobody he trusts has signed
    Plugin install(String source, boolean unsigned) throws PluginRefusedException, InterruptedException;

    /// The same, in place of the version that is active. Where `source` is empty, from where that one came.
    Plugin update(String name, Optional<String> source, boolean unsigned)
            throws PluginRefusedException, InterruptedException;

    /// `plugin`: a symbolic name, with `@version` where several are installed.
    Plugin change(String plugin, Change change) throws PluginRefusedException, InterruptedException;

    /// What an operator should look at, each with what to do about it; empty if all is well.
    List<String> doctor();

    enum Change {
        /// Back to the version before the last update.
        ROLLBACK,
        /// Starts what is disabled or quarantined; the operator's yes to one that is not signed.
        ENABLE,
        /// Stops it until it is enabled again.
        DISABLE,
        REMOVE
    }

    /// One installed bundle. `reason`: one line, empty where there is nothing to say. `signature`: who signed it,
    /// and whether that counts. `supplies`: `kind type` each.
    record Plugin(
            String name,
            String version,
            State state,
            String reason,
            Origin origin,
            String source,
            String signature,
            String sha256,
            List<String> supplies) {
        public Plugin {
            supplies = List.copyOf(supplies);
        }
    }

    enum State {
        /// There, but what it imports is not.
        INSTALLED,
        /// Could be started.
        RESOLVED,
        ACTIVE,
        /// Started, but does not supply all that it announces.
        DEGRADED,
        /// Not started, because it did harm or nobody vouches for it.
        QUARANTINED,
        /// Built for another version of the API or of Java.
        INCOMPATIBLE
    }

    enum Origin {
        DISTRIBUTION,
        COMMAND,
        FOLDER,
        PINNED
    }
}
