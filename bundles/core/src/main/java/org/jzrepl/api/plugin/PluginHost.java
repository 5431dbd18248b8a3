// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/// Brings third-party bundles in. A service, supplied by the installer's bundle, where there is one.
@ProviderType
public interface PluginHost {
    /// Starts what is installed and pinned, before the configuration that needs it is read. One bad plug-in does
    /// not keep the others from starting.
    Session open(PluginSettings settings, Path state, Purpose purpose) throws IOException, InterruptedException;

    enum Purpose {
        /// Changes what is installed as operators, the folder and the configuration say, and offers
        /// [org.jzrepl.api.control.Plugins].
        DAEMON,
        /// Beside a daemon, perhaps: starts the same plug-ins and changes nothing.
        ONE_SHOT
    }

    /// Ends with the command that opened it; what was started is left to the framework.
    @ProviderType
    interface Session extends Closeable {
        /// Brings in what a configuration pins that is about to be loaded: it may need it.
        void bringIn(PluginSettings settings) throws InterruptedException;

        /// Removes what was pinned, and is no longer by the configuration that is in effect now.
        void keepOnly(PluginSettings settings) throws InterruptedException;
    }
}
