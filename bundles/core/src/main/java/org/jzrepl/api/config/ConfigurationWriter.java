// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import org.osgi.annotation.versioning.ProviderType;

/// Writes an effective configuration for people and programs. A service, supplied by one bundle.
@ProviderType
@FunctionalInterface
public interface ConfigurationWriter {
    /// With a newline at the end of each line. `explained`: with the origin of each value, where the form has
    /// room for it.
    String write(Effective.Mapping configuration, Form form, boolean explained);

    enum Form {
        /// A line for each value: its path and the value.
        PRETTY,
        /// A configuration file that says the same.
        YAML,
        JSON
    }
}
