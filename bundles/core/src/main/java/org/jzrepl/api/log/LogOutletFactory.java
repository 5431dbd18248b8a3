// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes a log outlet from its section; supplier kind `outlet`.
@ConsumerType
@FunctionalInterface
public interface LogOutletFactory {
    /// The kernel has read `type`, `level` and `format`. Opens nothing before the first entry.
    LogOutlet create(Section outlet, LogFormat format) throws ConfigException;

    /// Whether a configuration may have one outlet of this type only.
    default boolean isOnlyOnce() {
        return false;
    }
}
