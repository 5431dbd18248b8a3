// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/// Reads a configuration file into its top-level section. A service, supplied by one bundle.
@ProviderType
@FunctionalInterface
public interface ConfigurationReader {
    /// Reads the file with its includes: `jobs` holds the jobs of all files, in order. No component is built.
    ///
    /// @throws ConfigException also if the file cannot be read
    Section read(Path file) throws ConfigException;
}
