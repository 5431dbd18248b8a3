// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.time.Instant;
import java.util.Optional;
import org.jzrepl.api.control.Plugins.Origin;

/// What is remembered of one plug-in beyond a restart.
///
/// @param accepted the operator's yes to one that nobody he trusts has signed
/// @param override whether the distribution's bundle of the same name makes way for it
/// @param quarantine why it must not be started
/// @param since when it got this standing
record Entry(
        PluginId id,
        String source,
        String sha256,
        Origin origin,
        Signature signature,
        boolean accepted,
        boolean override,
        Standing standing,
        Optional<String> quarantine,
        Instant since) {
    enum Standing {
        ENABLED,
        DISABLED,
        /// Replaced by an update; kept for a rollback.
        FORMER
    }

    boolean isToBeStarted() {
        return standing == Standing.ENABLED && quarantine.isEmpty();
    }

    boolean isVouchedFor() {
        return signature.trusted() || accepted;
    }

    Entry standing(Standing now) {
        return new Entry(id, source, sha256, origin, signature, accepted, override, now, quarantine, Instant.now());
    }

    Entry quarantined(String why) {
        return new Entry(id, source, sha256, origin, signature, accepted, override, standing, Optional.of(why), since);
    }

    /// Enabled and accepted, whatever was held against it.
    Entry released() {
        return new Entry(
                id,
                source,
                sha256,
                origin,
                signature,
                true,
                override,
                Standing.ENABLED,
                Optional.empty(),
                Instant.now());
    }
}
