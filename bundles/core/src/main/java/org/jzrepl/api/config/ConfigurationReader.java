// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// Reads a configuration file with what it includes. A service, supplied by one bundle.
@ProviderType
@FunctionalInterface
public interface ConfigurationReader {
    /// No component is built.
    ///
    /// @throws ConfigException also if the file cannot be read
    Files read(Path file) throws ConfigException;

    /// The main file, whose `jobs` are those of all files, in order; and what included files say about `global`,
    /// which is checked but has no effect.
    record Files(Section main, List<Section> ignoredGlobals) {
        public Files {
            ignoredGlobals = List.copyOf(ignoredGlobals);
        }
    }
}
