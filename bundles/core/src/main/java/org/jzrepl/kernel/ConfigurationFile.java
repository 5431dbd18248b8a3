// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.kernel.ConfigurationLoader.Credentials;

/// The daemon's file, and the plug-ins that it pins.
record ConfigurationFile(Path file, ConfigurationReader reader, SupplierTable table, PluginStart.Opened plugins)
        implements ConfigurationInEffect.Source {
    @Override
    public void prepare() throws InterruptedException {
        plugins.bringIn(file);
    }

    @Override
    public Configuration load() throws ConfigException {
        return new ConfigurationLoader(reader, table, Credentials.CHECKED).load(file);
    }

    @Override
    public void settle(Configuration inEffect) throws InterruptedException {
        plugins.keepOnly(inEffect.global().plugins());
    }
}
